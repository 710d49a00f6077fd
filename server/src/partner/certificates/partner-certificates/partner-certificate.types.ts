import { createUnionType, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql'
import { RefusalType } from '../../../refusal.types.ts'
import { Partner } from '../../partners/index.ts'
import type { SigningRefusalCode } from '../signing/index.ts'
import { CertificateFileInput, CertificateReport, PartnerDomainEnum, type TrustDomain } from '../trust-store/index.ts'
import type { PartnerCertificateRow } from './partner-certificate.queries.ts'
import type { PartnerCertificateState } from './partner-certificate.standing.ts'

const same = <const T extends readonly string[]>(names: T) =>
  Object.fromEntries(names.map(name => [name, name])) as { [K in T[number]]: K }

export const PartnerCertificateStateEnum = same([
  'ACTIVE',
  'EXPIRES_SOON',
  'EXPIRED',
  'NOT_YET_VALID',
  'UNANCHORED',
  'REPLACED',
])
registerEnumType(PartnerCertificateStateEnum, {
  name: 'PartnerCertificateState',
  description:
    'How the certificate stands today. EXPIRES_SOON: within 30 days. UNANCHORED: no trusted root above it any more. REPLACED: another one is in use.',
})
export const WithheldReasonEnum = same(['EXPIRED', 'PARTNER_INACTIVE'])
export type WithheldReason = keyof typeof WithheldReasonEnum
registerEnumType(WithheldReasonEnum, { name: 'WithheldReason' })

@ObjectType({
  simpleResolvers: true,
  description: 'One of the files a partner may fetch (R-CRT-13). Withheld: url is null and `withheld` says why.',
})
export class CertificateDownload {
  @Field(() => String, {
    nullable: true,
    description: 'Same-origin address; it takes the session cookie or an API token.',
  })
  declare url: string | null

  @Field(() => WithheldReasonEnum, { nullable: true })
  declare withheld: WithheldReason | null
}

@ObjectType('SignedCertificate', { simpleResolvers: true, description: 'The one the platform signed.' })
export class SignedCertificateType {
  declare row: PartnerCertificateRow

  @Field(() => Date)
  declare validFrom: Date

  @Field(() => Date)
  declare validTo: Date

  @Field(() => Boolean)
  declare expired: boolean

  @Field(() => CertificateDownload, { description: 'The certificate alone, PEM.' })
  declare download: CertificateDownload

  @Field(() => CertificateDownload, { description: 'With its chain, PKCS#7.' })
  declare chain: CertificateDownload
}

@ObjectType('PartnerCertificate', { simpleResolvers: true })
export class PartnerCertificate {
  /** What the field resolvers work on. */
  declare row: PartnerCertificateRow

  @Field(() => ID)
  declare id: string

  @Field(() => PartnerDomainEnum)
  declare domain: TrustDomain

  @Field(() => PartnerCertificateStateEnum)
  declare state: PartnerCertificateState

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

  @Field(() => SignedCertificateType, { description: 'The one the platform signed.' })
  declare signed: SignedCertificateType

  @Field(() => CertificateDownload, { description: 'As the partner brought it, DER.' })
  declare original: CertificateDownload
}

@InputType()
export class PartnerCertificateInput {
  @Field(() => ID)
  declare partnerId: string

  @Field(() => CertificateFileInput, {
    description: 'One certificate of the partner as PEM, DER or PKCS#7, and those above it if wanted; 64 kB.',
  })
  declare file: CertificateFileInput
}

@ObjectType()
export class PartnerCertificateCheck {
  @Field(() => CertificateReport)
  declare report: CertificateReport

  @Field(() => Boolean, { description: 'It is the certificate in use already.' })
  declare alreadyCurrent: boolean
}

@ObjectType()
export class PartnerCertificateStored {
  @Field(() => Partner)
  declare partner: Partner

  @Field(() => PartnerCertificate)
  declare certificate: PartnerCertificate

  @Field(() => CertificateReport)
  declare report: CertificateReport

  @Field(() => Boolean, { description: 'The same certificate was in use: nothing changed.' })
  declare alreadyCurrent: boolean

  @Field(() => Boolean, { description: 'This upload made the partner active.' })
  declare activated: boolean
}

@ObjectType()
export class PlatformRefusal {
  @Field(() => String, { description: 'Stable name of the reason, e.g. CHAIN_UNKNOWN.' })
  declare code: SigningRefusalCode

  @Field(() => String, { nullable: true, description: "Key Manager's own code, e.g. KER-PCM-006." })
  declare originalCode: string | null

  @Field(() => String, { description: "In the request's language." })
  declare message: string
}

@ObjectType({
  description: "Refused by our engine, or (platform set) accepted by it and refused by the platform's Key Manager.",
})
export class PartnerCertificateRefused {
  @Field(() => CertificateReport)
  declare report: CertificateReport

  @Field(() => PlatformRefusal, { nullable: true })
  declare platform: PlatformRefusal | null
}

export const CheckPartnerCertificateResult = createUnionType({
  name: 'CheckPartnerCertificateResult',
  types: () => [PartnerCertificateCheck, RefusalType] as const,
})

export const UploadPartnerCertificateResult = createUnionType({
  name: 'UploadPartnerCertificateResult',
  types: () => [PartnerCertificateStored, PartnerCertificateRefused, RefusalType] as const,
})
