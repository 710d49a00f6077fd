import { saysWhatIsStored, trustMaterial, type StoredCertificate } from '../trust-store/index.ts'
import { validate, type Certificate, type Report } from '../x509/index.ts'
import { helpersOf } from './anchoring.ts'
import type { OpenedFile } from './partner-certificate-file.ts'

/** What a certificate is judged by (R-CRT-02, 05, 09). */
export interface JudgedBy {
  /** Empty for a type of partner that brings no certificate. */
  domain: string
  organisation: string
  minimumRemainingDays: number
}

/** The engine's answer for a partner's certificate, by what the domain trusts at an instant. */
export function judgePartner(
  { leaf, others }: OpenedFile,
  by: JudgedBy,
  stored: readonly StoredCertificate[],
  at: Date,
): Report {
  const { anchors, intermediates } = trustMaterial(stored)
  const report = validate({
    leaf,
    anchors,
    intermediates: [...intermediates, ...helpersOf(stored, others)],
    at,
    profile: 'partner',
    profileParams: by,
  })
  return saysWhatIsStored(report, stored)
}

/** Who vouches for an accepted certificate. */
export interface PathAbove {
  /** Its issuer first, the trusted root last, as PEM. */
  issuers: string[]
  /** The nearest of them that the trust store holds. */
  issuerId: string | null
  /** The same without the root, where the file brought one of them; see the entity. */
  brought: string[] | null
}

/** Looks the accepted path's authorities up again: a report names them by thumbprint only. */
export function pathAbove(report: Report, { others }: OpenedFile, stored: readonly StoredCertificate[]): PathAbove {
  const inStore = new Map(stored.map(entry => [entry.certificate.thumbprintSha256, entry]))
  const inFile = new Map(others.map(one => [one.thumbprintSha256, one]))
  const thumbprints = report.path.slice(1).map(entry => entry.thumbprintSha256!)
  const path = thumbprints.map(one => (inStore.get(one)?.certificate ?? inFile.get(one)) as Certificate)
  const issuers = path.map(certificate => certificate.pem)
  const nearest = thumbprints.find(one => inStore.has(one))
  return {
    issuers,
    issuerId: (nearest && inStore.get(nearest)?.id) ?? null,
    brought: thumbprints.every(one => inStore.has(one)) ? null : issuers.slice(0, -1),
  }
}
