/** A certificate that vouches for itself, or one that another vouches for. The server decides (§3.9). */
export type TrustType = 'ROOT' | 'INTERMEDIATE'

/** Key Manager's domains (partner-management §1.2). */
export const trustDomains = ['AUTH', 'DEVICE', 'FTM', 'MISP'] as const
export type TrustDomain = (typeof trustDomains)[number]
