import { createUnionType, Field, InputType } from 'type-graphql'
import { RefusalType } from '../../../refusal.types.ts'
import { PartnerTypeEnum, type PartnerType } from '../../partners/index.ts'
import { CertificateFileInput, CertificateReport, PartnerDomainEnum, type TrustDomain } from '../trust-store/index.ts'

@InputType()
export class PreflightInput {
  @Field(() => CertificateFileInput, { description: 'The certificate to judge, with those above it if wanted.' })
  declare file: CertificateFileInput

  @Field(() => [CertificateFileInput], {
    nullable: true,
    description: 'More files that may hold issuers, e.g. the chain; 5 at most. All files together: 64 kB.',
  })
  declare chain?: CertificateFileInput[] | null

  @Field(() => PartnerTypeEnum)
  declare type: PartnerType

  @Field(() => String, { description: "The organisation's registered name; 128 characters at most." })
  declare organisation: string

  @Field(() => PartnerDomainEnum, { description: "The type's domain." })
  declare domain: TrustDomain
}

export const PreflightResult = createUnionType({
  name: 'PreflightResult',
  types: () => [CertificateReport, RefusalType] as const,
})
