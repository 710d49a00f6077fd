import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql'
import { NoticeKindEnum, type NoticeKind } from '../../notification/index.ts'
import { PartnerDomainEnum, type PartnerDomain } from '../../partner-domain.types.ts'
import { instantOf } from '../../platform/database/rows.ts'
import { connectionTypes, PageArguments } from '../../platform/graphql/connection.types.ts'
import type { StoredItemRow, SummaryRow } from './weekly-summary.queries.ts'

@ObjectType({ simpleResolvers: true, description: 'How many of one kind end in the week.' })
export class WeeklyCount {
  @Field(() => NoticeKindEnum)
  declare kind: NoticeKind

  @Field(() => Int)
  declare count: number
}

@ObjectType({ simpleResolvers: true })
export class WeeklySummaryItem {
  @Field(() => PartnerDomainEnum, { nullable: true })
  declare domain: PartnerDomain | null

  @Field(() => Date)
  declare expiresAt: Date

  @Field(() => ID)
  declare id: string

  @Field(() => NoticeKindEnum)
  declare kind: NoticeKind

  @Field(() => String, { description: 'What it is: whom a certificate names.' })
  declare label: string

  @Field(() => String)
  declare organisationName: string

  @Field(() => String)
  declare partnerCode: string

  @Field(() => ID)
  declare partnerId: string
}

export const [WeeklySummaryItemConnection, WeeklySummaryItemEdge] = connectionTypes(
  'WeeklySummaryItem',
  WeeklySummaryItem,
)

@ObjectType({ description: 'What ends in the seven days after `from` (R-NOT-02).' })
export class WeeklySummary {
  @Field(() => [WeeklyCount], { description: 'Every kind that there is, those without any too.' })
  declare counts: WeeklyCount[]

  @Field(() => Date)
  declare from: Date

  @Field(() => ID)
  declare id: string

  @Field(() => Date)
  declare to: Date
}

@ArgsType()
export class WeeklySummaryItemsArgs extends PageArguments {
  @Field(() => NoticeKindEnum, { nullable: true })
  declare kind?: NoticeKind | null
}

/** The wire's form of a summary; kinds that came after it have none. */
export const toWeeklySummary = ({ id, from, to, counts }: SummaryRow, kinds: readonly NoticeKind[]): WeeklySummary =>
  Object.assign(new WeeklySummary(), {
    id,
    from,
    to,
    counts: kinds.map(kind => Object.assign(new WeeklyCount(), { kind, count: counts[kind] ?? 0 })),
  })

export const toWeeklySummaryItem = (row: StoredItemRow): WeeklySummaryItem =>
  Object.assign(new WeeklySummaryItem(), {
    id: row.id,
    kind: row.kind,
    label: row.label,
    domain: row.domain,
    expiresAt: instantOf(row.expires_at),
    organisationName: row.organisation_name,
    partnerCode: row.partner_code,
    partnerId: row.partner_id,
  })
