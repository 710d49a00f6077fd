import type { TrustDomain } from '../trust-store/trust-kinds.ts'

/**
 * What the partner-certificate feature needs of the platform: a certificate that a partner brought, signed again by the
 * platform (partner-management §3.8, Effects). Ask outside of a unit of work, save what comes back inside one: whatever
 * goes wrong then leaves nothing half-saved, and asking again with the same certificate finishes the work.
 */
export interface CertificateSigner {
  /**
   * Signs the public key again. Asking twice for the same certificate (known by its thumbprint) is harmless: the
   * answers certify the same key, whether or not they carry the same id.
   */
  sign(request: SigningRequest): Promise<SignedCertificate | SigningRefused | SignerUnavailable>
  /** The platform-signed certificate of an id that `sign` gave. Whose it is, the caller knows and guards. */
  find(id: string): Promise<FoundCertificate | CertificateNotFound | SignerUnavailable>
  /** Whether it could sign now. Asks the system behind it, so not for every request. */
  health(): Promise<SignerReady | SignerUnavailable>
}

export interface SigningRequest {
  domain: TrustDomain
  /** The partner's public id. */
  partnerId: string
  /** The organisation's registered name; the certificate's O must equal it (R-CRT-09). */
  organisation: string
  /** One certificate as PEM. */
  certificate: string
  /**
   * The authorities by which our engine accepted it, as PEM: its issuer first, the trusted root last. The platform has a
   * trust store of its own and may have to be told of them first.
   */
  issuers: readonly string[]
}

export interface SignedCertificate {
  kind: 'signed'
  /** The platform's id of it, at most 64 characters (partner.certificate_alias in §2.13). */
  id: string
  /** The platform-signed certificate as PEM. */
  certificate: string
  /** Who signed it, as PEM: its issuer first, the platform's root last. Never empty. */
  chain: readonly string[]
}

/** What is wrong with the certificate in the platform's eyes; each has its text in every language where it is shown. */
export type SigningRefusalCode =
  | 'NOT_A_CERTIFICATE'
  | 'VERSION'
  | 'DATES'
  | 'SELF_SIGNED'
  | 'CHAIN_UNKNOWN'
  | 'ORGANISATION'
  | 'WEAK_KEY'
  | 'SIGNATURE_ALGORITHM'
  | 'DOMAIN'
  | 'INCOMPLETE'
  | 'OTHER'

/** A "no" that asking again will not change. */
export interface SigningRefused {
  kind: 'refused'
  code: SigningRefusalCode
  /** The original's code, e.g. KER-PCM-008; null where the original has none. */
  originalCode: string | null
}

/**
 * unreachable: nobody answers there. slow: no answer in time, so it may or may not have signed. not-admitted: our token
 * is refused or lacks the role. failing: it answers that it is broken. not-understood: what answers is no such system,
 * or says something that must not be believed.
 */
export type UnavailableReason = 'unreachable' | 'slow' | 'not-admitted' | 'failing' | 'not-understood'

/** It could not do its work; asking again later may well succeed. */
export interface SignerUnavailable {
  kind: 'unavailable'
  reason: UnavailableReason
  /** For the log, never for a page: a status or code of the system behind. Holds nothing personal and no secret. */
  detail: string
}

export interface FoundCertificate {
  kind: 'found'
  id: string
  /** The platform-signed certificate as PEM, without its chain. */
  certificate: string
}

export interface CertificateNotFound {
  kind: 'not-found'
}

export interface SignerReady {
  kind: 'ready'
}
