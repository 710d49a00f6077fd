import type { Certificate } from '../decode/certificate.ts'
import type { Findings } from '../validate/findings.ts'

/** Curves beside RSA (decisions §3, R-CRT-10). */
const curves: ReadonlySet<string | undefined> = new Set(['P-256', 'P-384', 'P-521'])

/**
 * R-CRT-10, R-CRT-11 as amended: RSA from 2048 bit, a multiple of 8, with an odd exponent from 65537 on; EC P-256,
 * P-384, P-521; Ed25519; signed with SHA-2. The signature on the last certificate proves nothing (it is the anchor, or
 * signed itself) and is exempt.
 */
export function checkStrength(findings: Findings, index: number): void {
  const certificate = findings.path[index]!
  const before = findings.failures
  checkKey(findings, index, certificate)
  const hash = certificate.signatureScheme?.hash
  const isEnd = index === findings.path.length - 1 && (findings.anchored || certificate.isSelfIssued)
  if (!isEnd && (hash === 'md5' || hash === 'sha1') && !findings.has('signature.weak-hash', index))
    findings.failed('signature.weak-hash', index, { algorithm: certificate.signatureAlgorithm })
  if (findings.failures === before) findings.passed('key.strength', index, { key: certificate.keyDescription })
}

function checkKey(findings: Findings, index: number, { key }: Certificate): void {
  const facts = { key: key.description, bits: key.bits }
  const isRsa = key.kind === 'rsa' || key.kind === 'rsa-pss'
  if (isRsa && key.bits < 2048) {
    if (!findings.has('key.unsupported', index)) findings.failed('key.too-short', index, { ...facts, minimum: 2048 })
  } else if (isRsa ? key.bits % 8 !== 0 : key.kind === 'ec' ? !curves.has(key.curve) : key.kind !== 'ed25519') {
    if (!findings.has('key.unsupported', index)) findings.failed('key.unsupported', index, facts)
  } else if (isRsa && !(key.exponent! >= 65537 && key.exponent! % 2 === 1))
    findings.failed('key.exponent', index, { exponent: key.exponent! })
}
