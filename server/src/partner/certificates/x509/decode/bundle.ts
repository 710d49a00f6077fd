import type { Fault } from '../report.ts'
import { Certificate, decodeCertificate, isFault } from './certificate.ts'
import { DerFault, encoded, members, oid, parseDer, tags } from './der.ts'
import { pemBlocks } from './pem.ts'

/** What one hand-in may hold: 64 kB and 10 certificates (quality §3.1). */
export interface BundleLimits {
  bytes: number
  certificates: number
}

export const defaultLimits: BundleLimits = { bytes: 64 * 1024, certificates: 10 }

export interface DecodedBundle {
  /** In the order of the file, each once. */
  certificates: Certificate[]
  /** What could not be read. A readable certificate with something wrong in it is in `certificates`, with `flaws`. */
  faults: Fault[]
}

const signedData = '1.2.840.113549.1.7.2'
const certificateLabels = new Set(['CERTIFICATE', 'X509 CERTIFICATE', 'TRUSTED CERTIFICATE'])
const pkcs7Labels = new Set(['PKCS7', 'CMS'])

/**
 * Reads what people hand in: PEM (one or many, any order, text around), DER, or PKCS#7 in either coat. Never throws.
 * @param bytes the file as it came
 */
export function decodeBundle(bytes: Uint8Array, limits: BundleLimits = defaultLimits): DecodedBundle {
  const refuse = (rule: string, facts: Fault['facts'] = {}): DecodedBundle => ({
    certificates: [],
    faults: [{ rule, element: 'file', certificate: null, facts }],
  })
  if (bytes.length === 0) return refuse('bundle.empty')
  if (bytes.length > limits.bytes) return refuse('bundle.too-large', { bytes: bytes.length, limit: limits.bytes })
  const parts: (Uint8Array | Fault)[] = []
  if (bytes[0] === 0x30 && !looksLikeText(bytes)) parts.push(...derParts(bytes))
  else {
    const text = bytes[0] === 0x30 || looksLikeText(bytes) ? Buffer.from(bytes).toString('latin1') : ''
    for (const block of pemBlocks(text)) {
      if (!certificateLabels.has(block.label) && !pkcs7Labels.has(block.label)) {
        if (block.label.endsWith('PRIVATE KEY')) parts.push(fault('bundle.private-key'))
        continue
      }
      if (!block.der) parts.push(fault('pem.broken'))
      else if (pkcs7Labels.has(block.label)) parts.push(...derParts(block.der))
      else parts.push(block.der)
    }
  }
  if (parts.length === 0) return refuse('bundle.no-certificate')
  if (parts.length > limits.certificates)
    return refuse('bundle.too-many', { certificates: parts.length, limit: limits.certificates })
  return decodeParts(parts)
}

function decodeParts(parts: (Uint8Array | Fault)[]): DecodedBundle {
  const certificates = new Map<string, Certificate>()
  const faults: Fault[] = []
  for (const [position, part] of parts.entries()) {
    const read =
      part instanceof Uint8Array
        ? decodeCertificate(new Uint8Array(part), position)
        : { ...part, certificate: part.rule.startsWith('bundle.') ? null : position }
    if (isFault(read)) faults.push(read)
    else if (!certificates.has(read.thumbprintSha256)) certificates.set(read.thumbprintSha256, read)
  }
  return { certificates: [...certificates.values()], faults }
}

function fault(rule: string, element = 'file'): Fault {
  return { rule, element, certificate: null, facts: {} }
}

/** A byte sequence that begins with SEQUENCE is DER unless every byte of its start is printable ("0" is 0x30). */
function looksLikeText(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 64).every(b => b === 9 || b === 10 || b === 13 || (b >= 0x20 && b !== 0x7f)) || hasBom(bytes)
}

function hasBom(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
}

/** The certificates in a DER value: itself, or those of a PKCS#7 SignedData (RFC 2315 §9.1, RFC 5652 §5.1). */
function derParts(der: Uint8Array): (Uint8Array | Fault)[] {
  // The cheap look comes first: a certificate's first member is a SEQUENCE, a ContentInfo's an OBJECT IDENTIFIER.
  if (firstMemberTag(der) !== tags.oid) return [der]
  try {
    const [type, wrapper] = members(parseDer(der, 'pkcs7'), tags.sequence, 'pkcs7')
    const body = wrapper?.tag === 0xa0 ? wrapper.children![0] : undefined
    if (oid(type, 'pkcs7') !== signedData || !body) return [fault('pkcs7.not-signed-data', 'pkcs7')]
    const set = members(body, tags.sequence, 'pkcs7').find(member => member.tag === 0xa0)
    // Members that are no plain certificate (attribute certificates) are tagged and left out.
    return set?.children?.filter(node => node.tag === tags.sequence).map(encoded) ?? []
  } catch (error) {
    if (error instanceof DerFault)
      return [{ rule: error.rule, element: error.element, certificate: null, facts: error.facts }]
    throw error
  }
}

function firstMemberTag(der: Uint8Array): number | undefined {
  const length = der[1] ?? 0
  return der[2 + (length > 0x80 ? length & 0x7f : 0)]
}
