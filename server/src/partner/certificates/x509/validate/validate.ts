import type { Certificate } from '../decode/certificate.ts'
import { nameForPeople } from '../decode/certificate.ts'
import { Pool } from '../path/pool.ts'
import { anchoredPaths, brokenPath, depthLimit } from '../path/search.ts'
import type { BrokenPath } from '../path/search.ts'
import { checkProfile, profileOptions } from '../profiles/profile.ts'
import type { PathEntry, Report, TriedPath } from '../report.ts'
import type { ValidationRequest } from '../request.ts'
import { Findings } from './findings.ts'
import { judgePath, tellSignature } from './judge.ts'
import type { JudgeOptions } from './judge.ts'
import { BudgetSpent, budgets, Ledger } from './ledger.ts'
import { checkRevocation } from './revocation.ts'
import type { RevocationContext } from './revocation.ts'

/**
 * Judges a certificate: finds the paths to an anchor, checks each by RFC 5280 §6.1 and the profile's own rules, and
 * accepts by the first that passes. Pure and bounded; never throws for anything in the certificates.
 */
export function validate(request: ValidationRequest): Report {
  return new Judgement(request).report()
}

class Judgement {
  readonly #request: ValidationRequest
  readonly #pool: Pool
  readonly #ledger = new Ledger()
  readonly #options: JudgeOptions
  readonly #tried: TriedPath[] = []
  /** Signers of revocation lists being judged: one that would vouch for itself does not count. */
  readonly #signersOpen = new Set<Certificate>()

  constructor(request: ValidationRequest) {
    this.#request = request
    const anchors =
      request.profile === 'trust-store' ? uploadAnchors(request.leaf, request.anchors, this.#ledger) : request.anchors
    this.#pool = new Pool(anchors, request.intermediates)
    const { at, params = {}, maxDepth = depthLimit } = request
    this.#options = { at, ledger: this.#ledger, params, ...profileOptions(request, Math.min(maxDepth, depthLimit)) }
  }

  report(): Report {
    let best: Findings | undefined
    let ending: BrokenPath['end'] = 'anchor'
    let spent: BudgetSpent | undefined
    try {
      for (const path of anchoredPaths(this.#request.leaf, this.#pool, this.#request.at, this.#ledger)) {
        const findings = this.#judge(path)
        if (findings.failures === 0) return this.#finish(findings)
        if (!best || findings.failures < best.failures) best = findings
      }
      if (!best) {
        const broken = brokenPath(this.#request.leaf, this.#pool, this.#request.at, this.#ledger)
        ending = broken.end
        best = this.#judge(broken.path, broken.anchored, broken.end)
      }
    } catch (error) {
      if (!(error instanceof BudgetSpent)) throw error
      spent = error
    }
    best ??= new Findings([this.#request.leaf], false)
    if (spent) best.failed('path.budget', null, { budget: spent.budget, limit: budgets[spent.budget] })
    return this.#finish(best, ending)
  }

  #judge(path: Certificate[], anchored = true, end: BrokenPath['end'] = 'anchor'): Findings {
    this.#ledger.tryPath()
    const findings = new Findings(path, anchored)
    const keys = judgePath(findings, this.#options)
    const last = path.length - 1
    const missing = nameForPeople(path[last]!.issuer)
    const addresses = { addresses: path[last]!.extensions.issuerAddresses?.join(' ') ?? null }
    const upload = this.#request.profile === 'trust-store'
    if (end === 'own-signature') tellSignature(findings, last, path[last]!.key, path[last]!.displayName)
    else if (end === 'self-signed' && this.#request.profile !== 'partner') findings.failed('path.self-signed', 0)
    else if (end === 'root-untrusted') findings.failed('path.root-untrusted', last)
    // The missing one is drawn after the last certificate known, and bears the finding.
    else if (end === 'issuer-missing')
      findings.failed(upload ? 'trust-store.issuer-missing' : 'path.issuer-missing', path.length, {
        issuer: missing,
        ...addresses,
      })
    else if (end === 'issuer-other-key')
      findings.failed('path.issuer-other-key', path.length, { issuer: missing, ...addresses })
    if (end === 'issuer-missing' || end === 'issuer-other-key')
      findings.notRun('signature', last, { cause: 'no-issuer' })
    if (!anchored) findings.notRun('policies', null, { cause: 'no-anchor' })
    for (const check of findings.checks) if (check.certificate === path.length) check.certificateName = missing
    checkProfile(findings, this.#request, this.#ledger)
    this.#checkRevocation(findings, keys)
    this.#tried.push({
      names: path.map(certificate => certificate.displayName),
      thumbprints: path.map(certificate => certificate.thumbprintSha256),
      anchored,
      failures: findings.checks.filter(check => check.outcome === 'FAILED').map(check => check.rule),
    })
    return findings
  }

  /** Last, and only where nothing else speaks against the path: a list says nothing about a chain that does not hold. */
  #checkRevocation(findings: Findings, keys: ReturnType<typeof judgePath>): void {
    const crls = this.#request.crls ?? []
    if (crls.length === 0) findings.notRun('revocation', null, { cause: 'no-list' })
    else if (findings.failures > 0) findings.notRun('revocation', null, { cause: 'other-failures' })
    else checkRevocation(findings, keys, this.#revocationContext(crls))
  }

  #revocationContext(crls: RevocationContext['crls']): RevocationContext {
    return {
      crls,
      at: this.#request.at,
      ledger: this.#ledger,
      bySubject: key => this.#pool.named(key).map(({ certificate }) => certificate),
      isValidSigner: (signer, anchor) => this.#isValidSigner(signer, anchor, crls),
    }
  }

  #isValidSigner(signer: Certificate, anchor: Certificate, crls: RevocationContext['crls']): boolean {
    if (this.#signersOpen.has(signer)) return false
    this.#signersOpen.add(signer)
    try {
      for (const path of anchoredPaths(signer, this.#pool, this.#request.at, this.#ledger)) {
        if (path.at(-1) !== anchor) continue
        this.#ledger.tryPath()
        const findings = new Findings(path, true)
        const keys = judgePath(findings, { ...this.#options, params: {} })
        if (findings.failures === 0) checkRevocation(findings, keys, this.#revocationContext(crls))
        if (findings.failures === 0) return true
      }
      return false
    } finally {
      this.#signersOpen.delete(signer)
    }
  }

  #finish(findings: Findings, ending: BrokenPath['end'] = 'anchor'): Report {
    const { signatures, comparisons, pathsTried } = this.#ledger
    return {
      verdict: findings.failures === 0 && findings.anchored ? 'ACCEPTED' : 'REFUSED',
      path: this.#entries(findings, ending),
      checks: findings.checks,
      paths: this.#tried,
      work: { signatures, comparisons, pathsTried },
    }
  }

  #entries(findings: Findings, ending: BrokenPath['end']): PathEntry[] {
    const { path } = findings
    const entries = path.map((certificate, index): PathEntry => {
      const isTop = index === path.length - 1 && (findings.anchored || certificate.isSelfIssued)
      return {
        index,
        name: certificate.displayName,
        subject: certificate.subject.text,
        organisation: certificate.organisation,
        known: true,
        role: isTop && (index > 0 || certificate.isSelfIssued) ? 'ROOT' : index === 0 ? 'LEAF' : 'INTERMEDIATE',
        inTrustStore: this.#request.anchors.some(anchor => anchor.thumbprintSha256 === certificate.thumbprintSha256),
        validFrom: certificate.notBefore,
        validTo: certificate.notAfter,
        thumbprintSha256: certificate.thumbprintSha256,
        keyDescription: certificate.keyDescription,
      }
    })
    if (ending === 'issuer-missing' || ending === 'issuer-other-key') {
      const { issuer } = path.at(-1)!
      entries.push({
        index: path.length,
        name: nameForPeople(issuer),
        subject: issuer.text,
        known: false,
        role: 'INTERMEDIATE',
        inTrustStore: false,
      })
    }
    return entries
  }
}

/**
 * A root handed in for the trust store is its own anchor, once its own key is seen to have signed it; anything else
 * needs its issuers, even if it is in the store already (§3.9).
 */
function uploadAnchors(leaf: Certificate, anchors: Certificate[], ledger: Ledger): Certificate[] {
  if (leaf.isSelfIssued && ledger.signedItself(leaf)) return [leaf]
  return anchors.filter(anchor => anchor.thumbprintSha256 !== leaf.thumbprintSha256)
}
