import type { Certificate } from '../decode/certificate.ts'
import type { Crl } from '../decode/crl.ts'
import type { SubjectPublicKey } from '../decode/key.ts'
import type { Facts } from '../report.ts'
import type { RuleName } from '../rules.ts'
import { allReasons, coveredReasons } from './crl-scope.ts'
import type { Findings } from './findings.ts'
import { maySignCrls } from './key-identifier.ts'
import type { Ledger } from './ledger.ts'

/** What revocation needs from the question at hand. */
export interface RevocationContext {
  crls: readonly Crl[]
  at: Date
  ledger: Ledger
  /** Certificates that may have signed a list without being on the path, by subject. */
  bySubject(key: string): readonly Certificate[]
  /** Is this certificate valid under the same anchor, its own revocation included? */
  isValidSigner(signer: Certificate, anchor: Certificate): boolean
}

const reasonNames = [
  'unspecified',
  'keyCompromise',
  'cACompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  '',
  'removeFromCRL',
  'privilegeWithdrawn',
  'aACompromise',
]
const removeFromCrl = 8

type Status = { known: true } | { known: false; rule: RuleName; facts: Facts }

/**
 * RFC 5280 §6.3 by complete lists: each certificate below the anchor must be covered for every reason by lists that
 * are current, usable and signed by its issuer, and be on none of them. What cannot be known refuses. Delta lists
 * only ever add revocations here; indirect ones are not supported and cover nothing.
 * @param keys working public keys along the path, as the path's signatures were checked by
 */
export function checkRevocation(
  findings: Findings,
  keys: readonly SubjectPublicKey[],
  context: RevocationContext,
): void {
  for (let index = findings.path.length - 2; index >= 0; index--) {
    const status = statusOf(findings.path, index, keys, context)
    if (status.known) findings.passed('revocation', index)
    else {
      findings.failed(status.rule, index, status.facts)
      return
    }
  }
}

function statusOf(
  path: readonly Certificate[],
  index: number,
  keys: readonly SubjectPublicKey[],
  context: RevocationContext,
): Status {
  const certificate = path[index]!
  let covered = 0
  let problem: Status = { known: false, rule: 'revocation.unknown', facts: { issuer: certificate.issuer.text } }
  for (const crl of context.crls) {
    context.ledger.compare()
    if (crl.issuer.key !== certificate.issuer.key) continue
    const facts: Facts = {
      issuer: crl.issuer.text,
      thisUpdate: crl.thisUpdate.toISOString(),
      nextUpdate: crl.nextUpdate?.toISOString() ?? null,
    }
    const reasons = coveredReasons(crl, certificate)
    const refusal = whyNot(crl, context.at)
    if (refusal) problem = { known: false, rule: refusal, facts: { ...facts, element: crl.unusable?.element ?? null } }
    else if (reasons !== 0 && !isSigned(crl, path, index, keys, context))
      problem = { known: false, rule: 'revocation.signature', facts }
    else if (reasons !== 0) {
      const entry = crl.revoked.get(certificate.serialNumber)
      if (entry && entry.reason !== removeFromCrl)
        return {
          known: false,
          rule: 'revocation.revoked',
          facts: { ...facts, revokedAt: entry.at.toISOString(), reason: reasonNames[entry.reason] || 'unspecified' },
        }
      if (!crl.isDelta) covered |= reasons
    }
  }
  return covered === allReasons ? { known: true } : problem
}

/** Why this list proves nothing now; a list without number is not of the profile (§5.2.3). */
function whyNot(crl: Crl, at: Date): RuleName | undefined {
  if (crl.unusable || crl.scope?.indirect || !crl.hasNumber) return 'revocation.unsupported'
  if (crl.thisUpdate > at || !crl.nextUpdate || crl.nextUpdate < at) return 'revocation.stale'
  return undefined
}

/**
 * §6.3.3 (f)(g): signed by a key of the issuer that may sign lists: one further up this path, or another certificate
 * of the same name that is itself valid under the same anchor (separate or renewed keys).
 */
function isSigned(
  crl: Crl,
  path: readonly Certificate[],
  index: number,
  keys: readonly SubjectPublicKey[],
  context: RevocationContext,
): boolean {
  for (let above = index + 1; above < path.length; above++) {
    const signer = path[above]!
    if (fits(crl, signer) && context.ledger.verify(crl, keys[above]!)) return true
  }
  return context
    .bySubject(crl.issuer.key)
    .some(
      signer =>
        !path.includes(signer) &&
        fits(crl, signer) &&
        context.ledger.verify(crl, signer.key) &&
        context.isValidSigner(signer, path.at(-1)!),
    )
}

function fits(crl: Crl, signer: Certificate): boolean {
  const id = signer.extensions.subjectKeyIdentifier
  const named = crl.authorityKeyIdentifier
  return (
    signer.subject.key === crl.issuer.key &&
    maySignCrls(signer) &&
    (id === undefined || named === undefined || id === named)
  )
}
