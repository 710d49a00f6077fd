import type { Certificate } from '../decode/certificate.ts'
import type { Crl } from '../decode/crl.ts'
import type { DistributionPoint } from '../decode/distribution-point.ts'
import type { GeneralName } from '../decode/general-name.ts'
import { nameOf } from '../decode/name.ts'
import type { DistinguishedName } from '../decode/name.ts'

/** Reasons 1 (keyCompromise) to 8 (aACompromise) of RFC 5280 §4.2.1.13: what has to be covered in the end. */
export const allReasons = 0b1_1111_1110

/** Reasons as bits of a number: bit n for reason n. */
const mask = (reasons: ReadonlySet<number>): number => {
  let bits = 0
  for (const reason of reasons) if (reason < 9) bits |= 1 << reason
  return bits & allReasons
}

/**
 * For which reasons, as bits, does this list speak of this certificate (RFC 5280 §6.3.3 (b)(2), (d))? 0 for none.
 * The certificate's distribution points are those issued by its own issuer, and one implied point that bears the
 * issuer's name (end of §6.3.3). Indirect lists are not supported: they cover nothing.
 */
export function coveredReasons(crl: Crl, certificate: Certificate): number {
  const { scope } = crl
  if (!scope) return allReasons
  const isCa = certificate.extensions.basicConstraints?.ca === true
  if (scope.indirect || scope.onlyAttribute || (scope.onlyUser && isCa) || (scope.onlyCa && !isCa)) return 0
  const reasons = scope.reasons ? mask(scope.reasons) : allReasons
  if (!scope.fullName && !scope.relativeName) return reasons
  const own = pointNames(scope, crl.issuer)
  if (own.has(`directory:${certificate.issuer.key}`)) return reasons
  let covered = 0
  for (const point of certificate.extensions.crlDistributionPoints ?? []) {
    if (point.crlIssuer && !point.crlIssuer.some(name => name.kind === 'directory' && name.name.key === crl.issuer.key))
      continue
    const names =
      point.fullName || point.relativeName ? pointNames(point, crl.issuer) : new Set(point.crlIssuer!.map(nameKey))
    if ([...names].some(name => own.has(name))) covered |= point.reasons ? reasons & mask(point.reasons) : reasons
  }
  return covered
}

function pointNames(
  point: Pick<DistributionPoint, 'fullName' | 'relativeName'>,
  issuer: DistinguishedName,
): Set<string> {
  const names = new Set(point.fullName?.map(nameKey))
  // nameRelativeToCRLIssuer: one more RDN below the issuer's name.
  if (point.relativeName) names.add(`directory:${nameOf(issuer.der, [...issuer.rdns, point.relativeName]).key}`)
  return names
}

function nameKey(name: GeneralName): string {
  switch (name.kind) {
    case 'directory':
      return `directory:${name.name.key}`
    case 'dns':
    case 'email':
    case 'uri':
      return `${name.kind}:${name.value}`
    case 'ip':
      return `ip:${Buffer.from(name.bytes).toString('hex')}`
    default:
      return `${name.kind}:${Buffer.from(name.der).toString('hex')}`
  }
}
