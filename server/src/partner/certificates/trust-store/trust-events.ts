/** What happened in the trust store; told to subscribers after the commit. */
export interface TrustStoreHappening {
  kind: TrustEventKind
  trustCertificateId: string
}

export type TrustEventKind = 'UPLOADED' | 'DISTRUSTED' | 'TRUSTED_AGAIN' | 'ANCHOR_LOST' | 'ANCHOR_REGAINED'

/** Topic on the bus. */
export const trustStoreTopic = 'trust-store'
