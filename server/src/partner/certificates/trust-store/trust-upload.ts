import { decodeBundle, reportOfFaults, validate, type Certificate, type Report } from '../x509/index.ts'
import { saysWhatIsStored, trustMaterial, type StoredCertificate } from './trust-material.ts'

/** One file as it was handed in. */
export interface CertificateFile {
  name: string
  bytes: Uint8Array
}

/** What became of one certificate, or of one file nothing could be read from. */
export interface Judged {
  fileName: string
  name: string
  report: Report
  /** Absent where nothing could be read. */
  certificate?: Certificate
  /** Set when the same certificate is in this domain already. */
  existing?: StoredCertificate
}

/** Certificates of the files, in their order, and a finding for each part that could not be read. */
export interface OpenedFiles {
  readable: { fileName: string; certificate: Certificate }[]
  unreadable: Judged[]
}

export function openFiles(files: readonly CertificateFile[]): OpenedFiles {
  const opened: OpenedFiles = { readable: [], unreadable: [] }
  for (const { name, bytes } of files) {
    const { certificates, faults } = decodeBundle(bytes)
    for (const certificate of certificates) opened.readable.push({ fileName: name, certificate })
    for (const fault of faults) opened.unreadable.push({ fileName: name, name, report: reportOfFaults([fault]) })
  }
  return opened
}

/**
 * Judges each certificate by the trust-store profile (partner-management §3.9). Files come in any order, so what is
 * accepted may vouch for what comes later: roots first, then whoever's issuer is known by then. A certificate that
 * stays refused is explained with the whole bundle in hand, so that it hears "your issuer has expired" rather than
 * "your issuer is missing".
 */
export function judgeBundle(
  readable: OpenedFiles['readable'],
  stored: readonly StoredCertificate[],
  at: Date,
): Judged[] {
  const known = new Map(stored.map(entry => [entry.certificate.thumbprintSha256, entry]))
  const { anchors, intermediates } = trustMaterial(stored)
  const results = new Map<Certificate, Report>()
  const waiting = new Set(readable.map(({ certificate }) => certificate))
  const judge = (leaf: Certificate, helpers: readonly Certificate[] = []) =>
    validate({
      leaf,
      anchors,
      intermediates: [...intermediates, ...helpers.filter(other => other !== leaf)],
      at,
      profile: 'trust-store',
    })

  for (let progress = true; progress;) {
    progress = false
    for (const certificate of waiting) {
      const report = judge(certificate)
      if (report.verdict !== 'ACCEPTED') continue
      results.set(certificate, report)
      waiting.delete(certificate)
      progress = true
      const vouching = known.get(certificate.thumbprintSha256)?.status !== 'DISTRUSTED'
      if (vouching) (isRoot(report) ? anchors : intermediates).push(certificate)
    }
  }
  for (const certificate of waiting) {
    const alone = judge(certificate)
    const withBundle = judge(certificate, [...waiting])
    results.set(certificate, withBundle.verdict === 'REFUSED' ? withBundle : alone)
  }
  return readable.map(({ fileName, certificate }) => {
    const existing = known.get(certificate.thumbprintSha256)
    return {
      fileName,
      name: certificate.displayName,
      certificate,
      report: saysWhatIsStored(results.get(certificate)!, stored),
      ...(existing ? { existing } : {}),
    }
  })
}

/** A root is its own anchor: the path has no second entry. */
export const isRoot = (report: Report): boolean => report.path.length === 1
