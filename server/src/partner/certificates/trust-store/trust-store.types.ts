import { ArgsType, createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { connectionTypes, PageArguments } from '../../../platform/graphql/connection.types.ts'
import { PartnerDomainEnum } from '../../../partner-domain.types.ts'
import { RefusalType } from '../../../refusal.types.ts'
import { CertificateReport } from './certificate-report.types.ts'
import type { TrustDomain, TrustType } from './trust-kinds.ts'
import { trustOrders, type TrustOrder, type TrustRow } from './trust-store.queries.ts'
import type { TrustStanding } from './trust-standing.ts'
import type { TrustEventKind } from './trust-events.ts'

const same = <const T extends readonly string[]>(names: T) =>
  Object.fromEntries(names.map(name => [name, name])) as { [K in T[number]]: K }

export const TrustCertificateTypeEnum = same(['ROOT', 'INTERMEDIATE'])
registerEnumType(TrustCertificateTypeEnum, { name: 'TrustCertificateType' })
export { PartnerDomainEnum }
export const TrustStandingEnum = same([
  'TRUSTED',
  'EXPIRES_SOON',
  'EXPIRED',
  'NOT_YET_VALID',
  'UNANCHORED',
  'DISTRUSTED',
])
registerEnumType(TrustStandingEnum, {
  name: 'TrustCertificateStatus',
  description:
    'How the certificate stands today. EXPIRES_SOON: within 30 days. UNANCHORED: no trusted root above it any more.',
})
export const TrustOrderEnum = same(Object.keys(trustOrders) as TrustOrder[])
registerEnumType(TrustOrderEnum, { name: 'TrustCertificateOrder' })
export const TrustEventKindEnum = same(['UPLOADED', 'DISTRUSTED', 'TRUSTED_AGAIN', 'ANCHOR_LOST', 'ANCHOR_REGAINED'])
registerEnumType(TrustEventKindEnum, { name: 'TrustEventKind' })
export const TrustUploadSummaryEnum = same(['ALL', 'PARTIAL', 'NONE'])
registerEnumType(TrustUploadSummaryEnum, { name: 'TrustUploadSummary' })
export const TrustUploadOutcomeKindEnum = same(['STORED', 'WOULD_STORE', 'ALREADY_STORED', 'REFUSED', 'UNREADABLE'])
registerEnumType(TrustUploadOutcomeKindEnum, { name: 'TrustUploadOutcomeKind' })

@ObjectType('TrustCertificate', { simpleResolvers: true })
export class TrustCertificate {
  /** What the field resolvers work on. */
  declare row: TrustRow

  @Field(() => ID)
  declare id: string

  @Field(() => String, { description: 'Short code to say aloud, e.g. ICA-7F3A-20C1.' })
  declare code: string

  @Field(() => TrustCertificateTypeEnum)
  declare type: TrustType

  @Field(() => PartnerDomainEnum)
  declare domain: TrustDomain

  @Field(() => String, { description: 'Common name, else organisation, else the whole name.' })
  declare issuedTo: string

  @Field(() => String)
  declare issuedBy: string

  @Field(() => String)
  declare thumbprintSha256: string

  @Field(() => Date)
  declare validFrom: Date

  @Field(() => Date)
  declare validTo: Date

  @Field(() => Date)
  declare uploadedAt: Date

  @Field(() => TrustStandingEnum)
  declare status: TrustStanding

  @Field(() => String, {
    nullable: true,
    description:
      'Same-origin address of the PKCS#7 chain up to its root; null when it may not be downloaded (expired or distrusted).',
  })
  declare downloadUrl: string | null
}

@ObjectType({ simpleResolvers: true })
export class TrustImpact {
  @Field(() => Int, { description: 'Intermediates below it that no other trusted path keeps valid.' })
  declare intermediates: number

  @Field(() => Int, { description: 'Active partners whose certificate leads to it and to no other trusted root.' })
  declare partners: number

  @Field(() => [String], { description: 'Up to 10 of each, by name.' })
  declare examples: string[]
}

@ObjectType()
export class TrustHistoryEntry {
  declare actorId: string | null

  @Field(() => Date)
  declare at: Date

  @Field(() => TrustEventKindEnum)
  declare event: TrustEventKind

  @Field(() => String, { nullable: true })
  declare reason: string | null
}

export const [TrustCertificateConnection, TrustCertificateEdge] = connectionTypes('TrustCertificate', TrustCertificate)

@InputType()
export class TrustCertificateFilter {
  @Field(() => TrustCertificateTypeEnum, { nullable: true })
  declare type?: TrustType | null

  @Field(() => PartnerDomainEnum, { nullable: true })
  declare domain?: TrustDomain | null

  @Field(() => TrustStandingEnum, { nullable: true })
  declare status?: TrustStanding | null

  @Field(() => String, { nullable: true, description: 'Prefix of the name it is issued to; case is folded.' })
  declare issuedTo?: string | null

  @Field(() => String, { nullable: true })
  declare issuedBy?: string | null

  @Field(() => String, { nullable: true, description: 'Exact short code.' })
  declare code?: string | null

  @Field(() => Int, { nullable: true, description: 'Expires from today through today + n days (R-ENV-07), 1 to 30.' })
  declare expiresWithinDays?: number | null
}

@ArgsType()
export class TrustCertificatesArgs extends PageArguments {
  @Field(() => TrustCertificateFilter, { nullable: true })
  declare filter?: TrustCertificateFilter | null

  @Field(() => TrustOrderEnum, { nullable: true })
  declare orderBy?: TrustOrder | null
}

@InputType()
export class CertificateFileInput {
  @Field(() => String)
  declare name: string

  @Field(() => String, { description: "The file's bytes in base64." })
  declare content: string
}

@InputType()
export class UploadTrustCertificatesInput {
  @Field(() => PartnerDomainEnum)
  declare domain: TrustDomain

  @Field(() => [CertificateFileInput], { description: '1 to 10 files, 64 kB and 10 certificates in all.' })
  declare files: CertificateFileInput[]
}

@ObjectType()
export class TrustUploadOutcome {
  declare storedId: string | null

  @Field(() => String)
  declare fileName: string

  @Field(() => TrustUploadOutcomeKindEnum, {
    description: 'WOULD_STORE answers checkTrustCertificates. UNREADABLE: the file is no certificate.',
  })
  declare outcome: keyof typeof TrustUploadOutcomeKindEnum

  @Field(() => String, { description: "The certificate's common name; the file name where nothing could be read." })
  declare name: string

  @Field(() => CertificateReport)
  declare report: CertificateReport
}

@ObjectType()
export class TrustUpload {
  @Field(() => TrustUploadSummaryEnum)
  declare result: keyof typeof TrustUploadSummaryEnum

  @Field(() => [TrustUploadOutcome])
  declare outcomes: TrustUploadOutcome[]
}

@InputType()
export class DistrustCertificateInput {
  @Field(() => ID)
  declare id: string

  @Field(() => String, { description: 'Shown in the history; 500 characters at most.' })
  declare reason: string
}

@InputType()
export class TrustCertificateAgainInput extends DistrustCertificateInput {}

@ObjectType()
export class TrustStoreEvent {
  declare trustCertificateId: string

  @Field(() => TrustEventKindEnum)
  declare kind: TrustEventKind
}

export const UploadTrustCertificatesResult = createUnionType({
  name: 'UploadTrustCertificatesResult',
  types: () => [TrustUpload, RefusalType] as const,
})

const decisionResult = (name: string) =>
  createUnionType({
    name,
    types: () => [TrustCertificate, RefusalType] as const,
  })

export const DistrustCertificateResult = decisionResult('DistrustCertificateResult')
export const TrustCertificateAgainResult = decisionResult('TrustCertificateAgainResult')
