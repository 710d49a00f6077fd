import { keyUsageBits } from '../decode/extension.ts'
import type { PartnerProfileParams } from '../request.ts'
import type { Findings } from '../validate/findings.ts'
import type { Ledger } from '../validate/ledger.ts'
import { compareOrganisations } from './organisation.ts'
import { checkStrength } from './strength.ts'

const day = 24 * 60 * 60 * 1000
const domains: ReadonlySet<string> = new Set(['AUTH', 'DEVICE', 'FTM', 'MISP'])

/** R-CRT-02 … 11 as amended by decisions §3, on top of RFC 5280. Parsing, dates, path and version are RFC 5280's. */
export function checkPartner(findings: Findings, params: PartnerProfileParams, at: Date, ledger: Ledger): void {
  const leaf = findings.path[0]!
  if (domains.has(params.domain)) findings.passed('partner.domain', null, { domain: params.domain })
  else findings.failed('partner.domain-unknown', null, { domain: params.domain })

  const selfSigned = leaf.isSelfIssued && ledger.signedItself(leaf)
  if (selfSigned) findings.failed('partner.self-signed', 0)
  else if (leaf.isSelfIssued && findings.path.length === 1) findings.failed('path.self-signed', 0)
  // A root handed in as a partner's certificate is told once, as self-signed.
  else if (leaf.extensions.basicConstraints?.ca) findings.failed('partner.is-ca', 0)
  else findings.passed('partner.kind', 0)

  checkOrganisation(findings, params.organisation)
  checkRemaining(findings, params.minimumRemainingDays ?? 335, at)
  const usage = leaf.extensions.keyUsage
  const toldUsage =
    findings.has('key-usage.empty', 0) || findings.has('partner.is-ca', 0) || findings.has('partner.self-signed', 0)
  if (usage && !toldUsage && !usage.has(keyUsageBits.digitalSignature) && !usage.has(keyUsageBits.keyEncipherment))
    findings.failed('key-usage.leaf', 0)
  for (let index = 0; index < findings.path.length; index++) checkStrength(findings, index)
}

/** R-CRT-09: the subject's O, after NFC, trimming and collapsing spaces, letter by letter, case included. */
function checkOrganisation(findings: Findings, registered: string): void {
  const found = findings.path[0]!.organisation
  if (found === undefined) findings.failed('partner.organisation-missing', 0, { registered })
  else {
    const difference = compareOrganisations(registered, found)
    if (difference) findings.failed('partner.organisation-different', 0, { registered, found, ...difference })
    else findings.passed('partner.organisation', 0, { registered })
  }
}

/** R-CRT-05: enough life left; an expired or future certificate is told by RFC 5280's own rule and not again here. */
function checkRemaining(findings: Findings, minimum: number, at: Date): void {
  if (findings.has('validity.not-after', 0) || findings.has('validity.not-before', 0)) return
  const { notAfter } = findings.path[0]!
  const remaining = Math.floor((notAfter.getTime() - at.getTime()) / day)
  const needed = new Date(at.getTime() + minimum * day)
  const facts = { remaining, minimum, notAfter: notAfter.toISOString(), needed: needed.toISOString() }
  if (notAfter < needed) findings.failed('validity.remaining', 0, facts)
  else findings.passed('validity.life-left', 0, facts)
}
