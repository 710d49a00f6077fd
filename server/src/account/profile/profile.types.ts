import { createUnionType, Field, InputType } from 'type-graphql'
import { Done } from '../../done.types.ts'
import { LanguageEnum } from '../../platform/i18n/language.types.ts'
import type { Language } from '../../platform/i18n/languages.ts'
import { RefusalType } from '../../refusal.types.ts'
import { Viewer } from '../viewer.types.ts'

@InputType()
export class UpdateProfileInput {
  @Field(() => String)
  declare firstName: string

  @Field(() => String)
  declare lastName: string

  @Field(() => String, {
    description:
      'With its country code; 16 characters at most, spaces and dashes not counted. Empty for those who own no partner.',
  })
  declare phone: string

  @Field(() => String, { description: 'Of the own partners; 2,000 characters at most. Empty for those who own none.' })
  declare address: string

  @Field(() => LanguageEnum, { description: 'Mails are written in it.' })
  declare language: Language
}

@InputType()
export class ChangePasswordInput {
  @Field(() => String)
  declare currentPassword: string

  @Field(() => String, { description: '12 to 256 characters that are hard to guess.' })
  declare newPassword: string
}

@InputType()
export class RequestEmailChangeInput {
  @Field(() => String)
  declare email: string

  @Field(() => String)
  declare currentPassword: string
}

export const UpdateProfileResult = createUnionType({
  name: 'UpdateProfileResult',
  types: () => [Viewer, RefusalType] as const,
})

const doneOrRefusal = (name: string) => createUnionType({ name, types: () => [Done, RefusalType] as const })

export const ChangePasswordResult = doneOrRefusal('ChangePasswordResult')
export const RequestEmailChangeResult = doneOrRefusal('RequestEmailChangeResult')
