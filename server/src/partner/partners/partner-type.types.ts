import { registerEnumType } from 'type-graphql'
import { partnerTypes, type PartnerType } from './partner-types.ts'

/** The partner types on the wire, by their codes. */
export const PartnerTypeEnum = Object.fromEntries(partnerTypes.map(code => [code, code])) as { [K in PartnerType]: K }
registerEnumType(PartnerTypeEnum, {
  name: 'PartnerType',
  description: 'In which role of the ecosystem an organisation acts (partner-management §1.2).',
})
