import { ArgsType, createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { connectionTypes, PageArguments } from '../../platform/graphql/connection.types.ts'
import { LanguageEnum } from '../../platform/i18n/language.types.ts'
import type { Language } from '../../platform/i18n/languages.ts'
import { RefusalType } from '../../refusal.types.ts'
import type { PartnerEventKind } from './partner-event.entity.ts'
import type { PartnerChangeKind, PartnerHappening } from './partner-events.ts'
import { PartnerTypeEnum } from './partner-type.types.ts'
import type { PartnerType } from './partner-types.ts'
import { partnerOrders, type CertificatePresence, type PartnerOrder, type PartnerRow } from './partner.queries.ts'
import type { PartnerStatus } from './partner.states.ts'

const same = <const T extends readonly string[]>(names: T) =>
  Object.fromEntries(names.map(name => [name, name])) as { [K in T[number]]: K }

export const PartnerStatusEnum = same(['PENDING', 'ACTIVE', 'INACTIVE'])
registerEnumType(PartnerStatusEnum, {
  name: 'PartnerStatus',
  description: 'PENDING: registered, no certificate accepted yet. INACTIVE: deactivated by an administrator.',
})
export const PartnerOrderEnum = same(Object.keys(partnerOrders) as PartnerOrder[])
registerEnumType(PartnerOrderEnum, { name: 'PartnerOrder' })
export const CertificatePresenceEnum = same(['NOT_UPLOADED', 'UPLOADED'])
registerEnumType(CertificatePresenceEnum, { name: 'CertificatePresence' })
const eventKinds = [
  'ACTIVATED',
  'CERTIFICATE_UPLOADED',
  'CONTACT_CHANGED',
  'DEACTIVATED',
  'POLICY_GROUP_CHOSEN',
  'REACTIVATED',
  'REGISTERED',
] as const satisfies readonly PartnerEventKind[]
export const PartnerEventKindEnum = same(eventKinds)
registerEnumType(PartnerEventKindEnum, { name: 'PartnerEventKind' })
export const PartnerChangeKindEnum = same([...eventKinds, 'CERTIFICATE_UNANCHORED', 'CERTIFICATE_ANCHORED'])
registerEnumType(PartnerChangeKindEnum, { name: 'PartnerChangeKind' })

@ObjectType({ simpleResolvers: true })
export class Partner {
  /** What the field resolvers work on, those of other features too. */
  declare row: PartnerRow

  @Field(() => ID)
  declare id: string

  @Field(() => String, { description: 'The partner id that people use.' })
  declare code: string

  @Field(() => PartnerTypeEnum)
  declare type: PartnerType

  @Field(() => String)
  declare organisationName: string

  @Field(() => PartnerStatusEnum)
  declare status: PartnerStatus

  @Field(() => LanguageEnum, { description: 'What mails about it are written in.' })
  declare language: Language

  @Field(() => Date)
  declare createdAt: Date
}

/** The wire's form of a row. */
export const toPartner = (row: PartnerRow): Partner =>
  Object.assign(new Partner(), {
    row,
    id: row.id,
    code: row.code,
    type: row.type,
    organisationName: row.organisationName,
    status: row.status,
    language: row.language,
    createdAt: row.createdAt,
  })

export const [PartnerConnection, PartnerEdge] = connectionTypes('Partner', Partner)

@ObjectType()
export class PartnerHistoryEntry {
  declare actorId: string | null

  @Field(() => PartnerEventKindEnum)
  declare event: PartnerEventKind

  @Field(() => Date)
  declare at: Date

  @Field(() => String, { nullable: true })
  declare reason: string | null
}

@ObjectType({
  simpleResolvers: true,
  description: 'What stops when the partner is deactivated, and comes back when it is reactivated.',
})
export class PartnerImpact {
  @Field(() => Int, { description: 'Its certificate in use, if any.' })
  declare certificates: number

  @Field(() => Int, { description: 'Live API tokens of its people.' })
  declare apiTokens: number

  @Field(() => Int, { description: 'Its people; they can go on signing in.' })
  declare people: number

  @Field(() => Int, { description: 'Sessions its people have open.' })
  declare sessions: number
}

@ObjectType()
export class PartnerChange implements PartnerHappening {
  declare partnerId: string

  @Field(() => PartnerChangeKindEnum)
  declare kind: PartnerChangeKind
}

@InputType('PartnerFilter')
export class PartnerFilterInput {
  @Field(() => String, { nullable: true, description: 'Exact partner id.' })
  declare code?: string | null

  @Field(() => String, { nullable: true, description: 'Prefix; case is folded.' })
  declare organisationName?: string | null

  @Field(() => PartnerTypeEnum, { nullable: true })
  declare type?: PartnerType | null

  @Field(() => PartnerStatusEnum, { nullable: true })
  declare status?: PartnerStatus | null

  @Field(() => String, { nullable: true, description: 'Exact; case is folded.' })
  declare email?: string | null

  @Field(() => String, { nullable: true, description: "Prefix of the policy group's name; case is folded." })
  declare policyGroup?: string | null

  @Field(() => CertificatePresenceEnum, { nullable: true })
  declare certificate?: CertificatePresence | null
}

@ArgsType()
export class PartnersArgs extends PageArguments {
  @Field(() => PartnerFilterInput, { nullable: true })
  declare filter?: PartnerFilterInput | null

  @Field(() => PartnerOrderEnum, { nullable: true })
  declare orderBy?: PartnerOrder | null
}

@InputType()
export class DecidePartnerInput {
  @Field(() => ID)
  declare id: string

  @Field(() => String, { description: 'Why; 1 to 500 characters. The partner reads it too.' })
  declare reason: string
}

export const DeactivatePartnerResult = createUnionType({
  name: 'DeactivatePartnerResult',
  types: () => [Partner, RefusalType] as const,
})

export const ReactivatePartnerResult = createUnionType({
  name: 'ReactivatePartnerResult',
  types: () => [Partner, RefusalType] as const,
})
