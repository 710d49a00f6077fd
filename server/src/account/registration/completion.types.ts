import { createUnionType, Field, InputType } from 'type-graphql'
import { PartnerTypeEnum, type PartnerType } from '../../partner/partners/index.ts'
import { LanguageEnum } from '../../platform/i18n/language.types.ts'
import type { Language } from '../../platform/i18n/languages.ts'
import { RefusalType } from '../../refusal.types.ts'
import { Viewer } from '../viewer.types.ts'

@InputType({
  description:
    'Of a person whom another identity provider vouches for and who is no partner yet (W-27); the type must fit a role held.',
})
export class CompleteRegistrationInput {
  @Field(() => String, { description: 'The partner id to be: 1 to 36 letters, digits, dots, dashes or underscores.' })
  declare code: string

  @Field(() => String)
  declare organisationName: string

  @Field(() => PartnerTypeEnum)
  declare type: PartnerType

  @Field(() => String)
  declare phone: string

  @Field(() => String)
  declare address: string

  @Field(() => LanguageEnum)
  declare language: Language
}

export const CompleteRegistrationResult = createUnionType({
  name: 'CompleteRegistrationResult',
  types: () => [Viewer, RefusalType] as const,
})
