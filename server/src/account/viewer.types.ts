import { Field, ID, Int, ObjectType } from 'type-graphql'
import { LanguageEnum } from '../platform/i18n/language.types.ts'
import type { Language } from '../platform/i18n/languages.ts'

@ObjectType()
export class SessionInfo {
  @Field(() => Int, { description: 'Seconds without activity after which the prompt appears (R-SES-01: 1500).' })
  idleSeconds!: number

  @Field(() => Int, { description: 'Seconds the prompt counts down before sign-out (R-SES-01: 300).' })
  promptSeconds!: number

  @Field(() => Date, { description: 'The session ends then, whatever happens.' })
  expiresAt!: Date
}

@ObjectType()
export class Viewer {
  @Field(() => ID)
  id!: string

  @Field(() => String)
  username!: string

  @Field(() => String)
  displayName!: string

  @Field(() => String)
  firstName!: string

  @Field(() => String)
  lastName!: string

  @Field(() => String, { nullable: true })
  email!: string | null

  @Field(() => String, { nullable: true })
  phone!: string | null

  @Field(() => LanguageEnum, { description: 'Mails are written in it.' })
  language!: Language

  @Field(() => Boolean, { description: 'False where another identity provider keeps names, e-mail and password.' })
  profileKeptHere!: boolean

  @Field(() => String, { nullable: true })
  organisationName!: string | null

  @Field(() => [String])
  roles!: string[]

  @Field(() => [String])
  permissions!: string[]

  @Field(() => SessionInfo)
  session!: SessionInfo
}
