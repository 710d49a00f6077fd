import type { Expirable } from '../expirable.ts'
import { partnerCertificate, signedCertificate } from './partner-certificates.ts'
import { intermediateCertificate, rootCertificate } from './trust-certificates.ts'

/** Everything whose end is announced. FTM certificates, API keys and SBIs join with their features. */
export const expirables: readonly Expirable[] = [
  rootCertificate,
  intermediateCertificate,
  partnerCertificate,
  signedCertificate,
]
