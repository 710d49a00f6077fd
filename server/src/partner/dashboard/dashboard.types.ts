import { Field, Int, ObjectType } from 'type-graphql'

@ObjectType()
export class TrustStoreCounts {
  declare expiringFirstId: string | null

  @Field(() => Int)
  declare roots: number

  @Field(() => Int)
  declare intermediates: number

  @Field(() => Int, { description: 'Trusted ones that expire within 30 days.' })
  declare rootsExpiring: number

  @Field(() => Int, { description: 'Trusted ones that expire within 30 days.' })
  declare intermediatesExpiring: number
}

@ObjectType()
export class PartnerCounts {
  @Field(() => Int)
  declare active: number

  @Field(() => Int)
  declare inactive: number
}

@ObjectType({ description: "Figures of the administrator's dashboard." })
export class Dashboard {
  @Field(() => TrustStoreCounts, { nullable: true, description: 'Null for those who may not see the trust store.' })
  declare trustStore: TrustStoreCounts | null

  @Field(() => PartnerCounts, { nullable: true, description: 'Null for those who may not see all partners.' })
  declare partners: PartnerCounts | null
}
