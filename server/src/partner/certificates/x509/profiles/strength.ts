import type { Certificate } from '../decode/certificate.ts'
import type { Findings } from '../validate/findings.ts'

const keyRules = ['key.too-short', 'key.unsupported', 'key.unreadable'] as const

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

/** On top of what every profile asks of a key: told once, by whichever rule comes first. */
function checkKey(findings: Findings, index: number, { key }: Certificate): void {
  if (keyRules.some(rule => findings.has(rule, index))) return
  const isRsa = key.kind === 'rsa' || key.kind === 'rsa-pss'
  if (isRsa ? key.bits % 8 !== 0 : key.kind !== 'ec' && key.kind !== 'ed25519')
    findings.failed('key.unsupported', index, { key: key.description, bits: key.bits })
  else if (isRsa && key.exponent! < 65537) findings.failed('key.exponent', index, { exponent: key.exponent! })
}
