import { createUnionType, Field, ObjectType } from 'type-graphql'
import { LanguageEnum } from '../../platform/i18n/language.types.ts'
import type { Language } from '../../platform/i18n/languages.ts'
import { RefusalType } from '../../refusal.types.ts'
import { Viewer } from '../viewer.types.ts'

@ObjectType('Terms', { description: 'The terms in force, and when the caller accepted them.' })
export class TermsType {
  @Field(() => String)
  declare version: string

  @Field(() => LanguageEnum)
  declare language: Language

  @Field(() => String)
  declare title: string

  @Field(() => [String], { description: 'Paragraphs of plain text.' })
  declare paragraphs: string[]

  @Field(() => Date, { nullable: true })
  declare acceptedAt: Date | null
}

export const AcceptTermsResult = createUnionType({
  name: 'AcceptTermsResult',
  types: () => [Viewer, RefusalType] as const,
})
