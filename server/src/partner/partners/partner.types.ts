import { ArgsType, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql'
import { connectionTypes, PageArguments } from '../../platform/graphql/connection.types.ts'
import { partnerOrders, type PartnerOrder } from './partner.queries.ts'
import type { PartnerStatus } from './partner.states.ts'

export const PartnerStatusEnum = { PENDING: 'PENDING', ACTIVE: 'ACTIVE', INACTIVE: 'INACTIVE' } as const
registerEnumType(PartnerStatusEnum, { name: 'PartnerStatus' })

export const PartnerOrderEnum = Object.fromEntries(Object.keys(partnerOrders).map(name => [name, name])) as {
  [K in PartnerOrder]: K
}
registerEnumType(PartnerOrderEnum, { name: 'PartnerOrder' })

@ObjectType({ simpleResolvers: true })
export class Partner {
  @Field(() => ID)
  declare id: string

  @Field(() => String, { description: 'The partner id that people use.' })
  declare code: string

  @Field(() => String, { description: 'A code of partner-management §1.2, e.g. Auth_Partner.' })
  declare type: string

  @Field(() => String)
  declare organisationName: string

  @Field(() => PartnerStatusEnum)
  declare status: PartnerStatus

  @Field(() => Date)
  declare createdAt: Date
}

export const [PartnerConnection, PartnerEdge] = connectionTypes('Partner', Partner)

@InputType('PartnerFilter')
export class PartnerFilterInput {
  @Field(() => String, { nullable: true, description: 'Exact partner id.' })
  declare code?: string | null

  @Field(() => String, { nullable: true, description: 'Prefix; case is folded.' })
  declare organisationName?: string | null

  @Field(() => String, { nullable: true })
  declare type?: string | null

  @Field(() => PartnerStatusEnum, { nullable: true })
  declare status?: PartnerStatus | null
}

@ArgsType()
export class PartnersArgs extends PageArguments {
  @Field(() => PartnerFilterInput, { nullable: true })
  declare filter?: PartnerFilterInput | null

  @Field(() => PartnerOrderEnum, { nullable: true })
  declare orderBy?: PartnerOrder | null
}
