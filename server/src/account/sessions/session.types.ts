import { createUnionType, Field, ID, ObjectType } from 'type-graphql'
import { Done } from '../../done.types.ts'
import { RefusalType } from '../../refusal.types.ts'

@ObjectType({ description: 'Somewhere the caller is signed in.' })
export class PortalSession {
  @Field(() => ID)
  declare id: string

  @Field(() => String, { nullable: true, description: 'Browser and system in a few words, where known.' })
  declare client: string | null

  @Field(() => Date)
  declare createdAt: Date

  @Field(() => Date, { description: 'Exact to the minute.' })
  declare lastSeenAt: Date

  @Field(() => Date)
  declare expiresAt: Date

  @Field(() => Boolean, { description: 'The one this question is asked in.' })
  declare current: boolean
}

export const EndSessionResult = createUnionType({
  name: 'EndSessionResult',
  types: () => [Done, RefusalType] as const,
})
