import { registerEnumType } from 'type-graphql'

/** Named by the trust store, by partners' certificates and by notices of either, so it is none of theirs alone. */
export const PartnerDomainEnum = { AUTH: 'AUTH', DEVICE: 'DEVICE', FTM: 'FTM', MISP: 'MISP' } as const
registerEnumType(PartnerDomainEnum, {
  name: 'PartnerDomain',
  description: 'Which kind of partner a certificate vouches for (partner-management §1.2).',
})
export type PartnerDomain = keyof typeof PartnerDomainEnum
