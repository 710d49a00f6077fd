import { createUnionType, Field, ID, Int, ObjectType } from 'type-graphql'
import { connectionTypes } from '../../platform/graphql/connection.types.ts'
import { LanguageEnum } from '../../platform/i18n/language.types.ts'
import type { Language } from '../../platform/i18n/languages.ts'
import { RefusalType } from '../../refusal.types.ts'
import type { DeadLetterView } from './dead-letters.ts'

@ObjectType({ simpleResolvers: true, description: 'A message that was tried as often as it may be.' })
export class DeadLetter implements DeadLetterView {
  @Field(() => Int)
  declare attempts: number

  @Field(() => Boolean, { description: 'Whether its contents can be written again.' })
  declare canRetry: boolean

  @Field(() => String)
  declare channel: DeadLetterView['channel']

  @Field(() => Date)
  declare createdAt: Date

  @Field(() => ID)
  declare id: string

  @Field(() => LanguageEnum)
  declare language: Language

  @Field(() => String, { description: 'A code, nothing personal.' })
  declare problem: string

  @Field(() => String, { description: 'What it is, e.g. notice.expiry.' })
  declare template: string
}

export const [DeadLetterConnection] = connectionTypes('DeadLetter', DeadLetter)

export const RetryDeadLetterResult = createUnionType({
  name: 'RetryDeadLetterResult',
  types: () => [DeadLetter, RefusalType] as const,
})

export const toDeadLetter = (letter: DeadLetterView): DeadLetter => Object.assign(new DeadLetter(), letter)
