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
  @Field(() => Int, { description: 'Registered, without an accepted certificate.' })
  declare pending: number

  @Field(() => Int)
  declare active: number

  @Field(() => Int, { description: 'Deactivated by an administrator.' })
  declare inactive: number
}

@ObjectType()
export class CertificateCounts {
  declare expiringFirstId: string | null

  @Field(() => Int, { description: 'Own partners without a certificate.' })
  declare missing: number

  @Field(() => Int, { description: 'Certificates in use.' })
  declare current: number

  @Field(() => Int, { description: 'Those in use that expire within 30 days.' })
  declare expiring: number

  @Field(() => Int, { description: 'Those in use that have expired.' })
  declare expired: number
}

@ObjectType({ description: 'Figures of the dashboard, as far as the viewer may see them.' })
export class Dashboard {
  @Field(() => TrustStoreCounts, { nullable: true, description: 'Null for those who may not see the trust store.' })
  declare trustStore: TrustStoreCounts | null

  @Field(() => PartnerCounts, { nullable: true, description: 'Null for those who may not see all partners.' })
  declare partners: PartnerCounts | null

  @Field(() => CertificateCounts, {
    nullable: true,
    description: "Of the viewer's own partners; null for those who act for none or administer (R-DASH-03).",
  })
  declare certificates: CertificateCounts | null
}
