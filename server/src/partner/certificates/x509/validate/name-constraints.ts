import type { Certificate } from '../decode/certificate.ts'
import { isHostName, mailbox, nameText, uriHost } from '../decode/general-name.ts'
import type { GeneralName, NameKind } from '../decode/general-name.ts'
import { contains, isWellFormedBase } from './name-subtree.ts'
import type { Findings } from './findings.ts'
import type { Ledger } from './ledger.ts'

/**
 * RFC 5280 §6.1.3 (b)(c), §4.2.1.10. Each issuer's constraints bind every certificate below it, self-issued ones
 * excepted unless they are the leaf. A name must lie in one permitted subtree of its kind, where there are any, for
 * every issuer that has them (which is the intersection §6.1.4 (g) asks for), and in no excluded one. The anchor's
 * constraints count too, by our policy.
 */
export function checkNameConstraints(findings: Findings, ledger: Ledger): void {
  const { path } = findings
  for (let issuer = path.length - 1; issuer >= 0; issuer--) {
    const certificate = path[issuer]!
    const constraints = certificate.extensions.nameConstraints
    if (!constraints) continue
    // Even the shape of the constraint is judged: §4.2.1.10 has no minimum but 0, no leading period for hosts …
    const bad = [...constraints.permitted, ...constraints.excluded].find(base => !isWellFormedBase(base))
    if (issuer === 0 && !certificate.extensions.basicConstraints?.ca) findings.failed('name-constraints.in-leaf', 0)
    else if (bad) findings.failed('name-constraints.syntax', issuer, { name: nameText(bad), kind: bad.kind })
    else
      for (let index = issuer - 1; index >= 0; index--) {
        if (index > 0 && path[index]!.isSelfIssued) continue
        if (!judge(findings, index, issuer, ledger)) break
      }
  }
}

/** One fault per certificate and issuer is enough: false stops the search below. */
function judge(findings: Findings, index: number, issuer: number, ledger: Ledger): boolean {
  const { permitted, excluded } = findings.path[issuer]!.extensions.nameConstraints!
  const by = findings.path[issuer]!.displayName
  for (const name of constrainedNames(findings.path[index]!, index === 0)) {
    const facts = { name: nameText(name), kind: name.kind, by }
    const mine = permitted.filter(base => sameKind(base, name))
    const theirs = excluded.filter(base => sameKind(base, name))
    ledger.compare(permitted.length + excluded.length)
    if (mine.length === 0 && theirs.length === 0) continue
    if (!supported.has(name.kind) || (name.kind === 'uri' && !isHostName(uriHost(name.value) ?? '')))
      findings.failed('name-constraints.unsupported', index, facts)
    else if (theirs.some(base => contains(base, name, true))) findings.failed('name-constraints.excluded', index, facts)
    else if (mine.length > 0 && !mine.some(base => contains(base, name, false))) {
      const allowed = mine.slice(0, 5).map(nameText).join(', ')
      findings.failed('name-constraints.permitted', index, { ...facts, allowed })
    } else continue
    return false
  }
  return true
}

const supported: ReadonlySet<NameKind> = new Set(['dns', 'email', 'uri', 'ip', 'directory'])

/** Other names are of one kind only when their types are the same. */
function sameKind(a: GeneralName, b: GeneralName): boolean {
  return a.kind === b.kind && (a.kind !== 'other' || a.oid === (b as typeof a).oid)
}

/**
 * The names constraints bind: the subject where it is not empty, the alternative names, and the e-mail addresses of
 * the subject (§4.2.1.10). In a leaf without DNS names a common name that is a host name counts as one, as in OpenSSL.
 */
function constrainedNames(certificate: Certificate, isLeaf: boolean): GeneralName[] {
  const names: GeneralName[] = [...(certificate.extensions.subjectAltName ?? [])]
  const hasHost = names.some(name => name.kind === 'dns')
  if (certificate.subject.rdns.length > 0) names.push({ kind: 'directory', name: certificate.subject })
  for (const rdn of certificate.subject.rdns)
    for (const { oid, value } of rdn) {
      if (oid === '1.2.840.113549.1.9.1' && (value.includes('@') || mailbox(value)))
        names.push({ kind: 'email', value })
      else if (oid === '2.5.4.3' && isLeaf && !hasHost && value.includes('.') && isHostName(value))
        names.push({ kind: 'dns', value })
    }
  return names
}
