import { refuse } from '../../../refusals.ts'
import type { Refusal } from '../../../platform/refusal/refusal.ts'
import type { CertificateFile } from '../trust-store/index.ts'
import { decodeBundle, defaultLimits, reportOfFaults, type Certificate, type Report } from '../x509/index.ts'

/** What was handed in: the partner's certificate, and others that may lead from it to a root. */
export interface OpenedFile {
  leaf: Certificate
  others: Certificate[]
}

/** Says for the caller which of the three it got. */
export const isOpened = (file: OpenedFile | { report: Report } | Refusal): file is OpenedFile => 'leaf' in file

/**
 * Reads what a partner handed in (R-CRT-01): 64 kB and ten certificates at most, all files together, exactly one of them
 * a partner's, in any order. What cannot be read is told by a report, as everything else that is wrong with a certificate.
 * `at` is the path of the field to blame.
 */
export function openPartnerFiles(
  files: readonly CertificateFile[],
  at: readonly string[],
): OpenedFile | { report: Report } | Refusal {
  const most = defaultLimits.bytes
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0)
  if (bytes > most) return refuse('CERTIFICATE_FILE_TOO_LARGE', at, { bytes, most })
  const bundles = files.map(file => decodeBundle(file.bytes))
  const faults = bundles.flatMap(bundle => bundle.faults)
  const read = new Map(bundles.flatMap(({ certificates }) => certificates.map(one => [one.thumbprintSha256, one])))
  const certificates = [...read.values()]
  const { certificates: limit } = defaultLimits
  if (certificates.length > limit)
    faults.push({
      rule: 'bundle.too-many',
      element: 'file',
      certificate: null,
      facts: { certificates: certificates.length, limit },
    })
  // Also where others could be read: half a file is not what somebody meant to send, least of all a private key.
  if (faults.length > 0) return { report: reportOfFaults(faults) }
  const leaves = leavesOf(certificates)
  const [leaf] = leaves
  if (!leaf || leaves.length > 1) return refuse('CERTIFICATE_FILE_ONE', at, { count: leaves.length })
  return { leaf, others: certificates.filter(certificate => certificate !== leaf) }
}

/** Those that are no authority and issued no other; where all are authorities, those that issued no other. */
function leavesOf(certificates: readonly Certificate[]): Certificate[] {
  const issuedNone = certificates.filter(
    one => !certificates.some(other => other !== one && other.issuer.key === one.subject.key),
  )
  const plain = issuedNone.filter(({ extensions }) => !extensions.basicConstraints?.ca)
  return plain.length > 0 ? plain : issuedNone
}
