import type { Certificate } from './decode/certificate.ts'
import type { Crl } from './decode/crl.ts'

export type Profile = 'rfc5280' | 'partner' | 'trust-store'

/** Initial values of RFC 5280 §6.1.1 (c)–(g), under the names of the NIST PKITS descriptions in camel case. */
export interface PolicyParams {
  /** Object identifiers; absent means any-policy. */
  userInitialPolicySet?: string[]
  initialExplicitPolicy?: boolean
  initialPolicyMappingInhibit?: boolean
  initialAnyPolicyInhibit?: boolean
}

/** What a partner's certificate is judged by (R-CRT-02, 05, 07, 09). */
export interface PartnerProfileParams {
  /** AUTH, DEVICE, FTM or MISP. The caller hands in the anchors of this domain only. */
  domain: string
  /** The registered organisation name; field O must equal it. */
  organisation: string
  /** Days of life left the certificate must have (R-CRT-05); 335 when not said. */
  minimumRemainingDays?: number
  /** CA certificates allowed between leaf and anchor (R-CRT-07); 4 when not said. */
  maxIntermediates?: number
}

/** What an upload into the trust store is judged by (partner-management §3.9). */
export interface TrustStoreProfileParams {
  /** Months of life left a new authority must have (KER-PCM-017); 12 when not said. */
  minimumLifeMonths?: number
}

interface Question {
  leaf: Certificate
  anchors: Certificate[]
  intermediates: Certificate[]
  /** Complete CRLs. When at least one is handed in, every certificate of the path needs a known status. */
  crls?: Crl[]
  /** The instant everything is judged at. */
  at: Date
  params?: PolicyParams
  /** Intermediates allowed between leaf and anchor, self-issued ones counted; the engine's own limit is 8. */
  maxDepth?: number
}

export type ValidationRequest =
  | (Question & { profile: 'rfc5280'; profileParams?: undefined })
  | (Question & { profile: 'partner'; profileParams: PartnerProfileParams })
  | (Question & { profile: 'trust-store'; profileParams?: TrustStoreProfileParams })
