import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { RefusalType } from '../../refusal.types.ts'
import type { ApiTokenView } from './api-token.queries.ts'

export const ApiTokenStatusEnum = { ACTIVE: 'ACTIVE', EXPIRED: 'EXPIRED', REVOKED: 'REVOKED' } as const
registerEnumType(ApiTokenStatusEnum, { name: 'ApiTokenStatus' })

@ObjectType({ simpleResolvers: true, description: 'Lets another program ask in a person’s name, within permissions.' })
export class ApiToken implements ApiTokenView {
  @Field(() => ID)
  declare id: string

  @Field(() => String)
  declare name: string

  @Field(() => [String], {
    description: 'What it was given. At each use only those count that its owner still holds.',
  })
  declare permissions: readonly string[]

  @Field(() => ApiTokenStatusEnum)
  declare status: keyof typeof ApiTokenStatusEnum

  @Field(() => Date)
  declare createdAt: Date

  @Field(() => Date)
  declare expiresAt: Date

  @Field(() => String, { nullable: true, description: 'Day of the last use in UTC, e.g. 2026-11-22.' })
  declare lastUsedOn: string | null

  @Field(() => String, { nullable: true, description: 'Username of the person who made it.' })
  declare createdBy: string | null
}

@ObjectType()
export class CreatedApiToken {
  @Field(() => ApiToken)
  declare apiToken: ApiToken

  @Field(() => String, { description: 'The token itself. It is told this once and cannot be shown again.' })
  declare token: string
}

@InputType()
export class CreateApiTokenInput {
  @Field(() => String, { description: 'What the owner knows it by; 64 characters at most.' })
  declare name: string

  @Field(() => [String], { description: 'Some of `grantablePermissions` of the person it will speak for.' })
  declare permissions: string[]

  @Field(() => Int, { description: 'Days until it expires, 1 to 365.' })
  declare days: number

  @Field(() => ID, {
    nullable: true,
    description: "For administrators: the partner whose owner it speaks for. Absent: it is the caller's own.",
  })
  declare partnerId?: string | null
}

export const CreateApiTokenResult = createUnionType({
  name: 'CreateApiTokenResult',
  types: () => [CreatedApiToken, RefusalType] as const,
})

export const RevokeApiTokenResult = createUnionType({
  name: 'RevokeApiTokenResult',
  types: () => [ApiToken, RefusalType] as const,
})

/** The view as the wire's type. */
export const toApiToken = (view: ApiTokenView): ApiToken => Object.assign(new ApiToken(), view)
