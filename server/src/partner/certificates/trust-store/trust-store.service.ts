import type { Audit } from '../../../audit/index.ts'
import type { Clock } from '../../../platform/clock/clock.ts'
import { againAfterContention } from '../../../platform/database/contention.ts'
import { unitOfWork, type Database, type Tx } from '../../../platform/database/database.ts'
import { nameKey } from '../../../platform/database/name-key.ts'
import type { Bus } from '../../../platform/events/bus.ts'
import type { Principal } from '../../../platform/graphql/context.ts'
import { newId } from '../../../platform/ids/ids.ts'
import { isRefusal, type Refusal } from '../../../platform/refusal/refusal.ts'
import { refuse } from '../../../refusals.ts'
import { nameForPeople } from '../x509/index.ts'
import type { TrustDependents } from './dependents.port.ts'
import { followAnchors } from './trust-anchors.ts'
import { TrustCertificateEntity } from './trust-certificate.entity.ts'
import { codeFor } from './trust-code.ts'
import { trustStoreTopic, type TrustStoreHappening } from './trust-events.ts'
import { recordTrustEvent } from './trust-history.ts'
import { lockedInDomain, storedInDomain, type StoredCertificate } from './trust-material.ts'
import type { TrustDomain } from './trust-kinds.ts'
import { isRoot, judgeBundle, openFiles, type CertificateFile, type Judged } from './trust-upload.ts'

export type { CertificateFile }

export interface TrustStoreDeps {
  db: Database
  clock: Clock
  audit: Audit
  bus: Bus
  dependents: TrustDependents
}

export interface UploadOutcome extends Judged {
  outcome: 'STORED' | 'WOULD_STORE' | 'ALREADY_STORED' | 'REFUSED' | 'UNREADABLE'
  /** The stored row, for STORED and ALREADY_STORED. */
  storedId?: string
}

/** What one upload may hold, all files together (issue: ≤ 64 kB, ≤ 10 certificates). */
export const uploadLimits = { bytes: 64 * 1024, certificates: 10, files: 10 } as const

/** Use cases of filling the trust store (partner-management §3.9). */
export class TrustStoreService {
  readonly #deps: TrustStoreDeps

  constructor(deps: TrustStoreDeps) {
    this.#deps = deps
  }

  /** Judges the files by the same engine as `upload` and stores nothing. */
  async check(domain: TrustDomain, files: readonly CertificateFile[]): Promise<UploadOutcome[] | Refusal> {
    const opened = this.#open(files)
    if (isRefusal(opened)) return opened
    const stored = await storedInDomain(this.#deps.db.em(), domain)
    const judged = judgeBundle(opened.readable, stored, this.#deps.clock.businessNow())
    return [
      ...judged.map(entry => outcomeOf(entry, 'WOULD_STORE')),
      ...opened.unreadable.map(entry => outcomeOf(entry, 'UNREADABLE')),
    ]
  }

  /**
   * Stores every certificate the engine accepts, in one transaction, and says of each other one why not. Judged inside
   * the transaction, with the domain locked: an issuer distrusted in between vouches for nothing, and of two who upload
   * the same at once one hears that it is there already.
   */
  async upload(
    principal: Principal,
    domain: TrustDomain,
    files: readonly CertificateFile[],
  ): Promise<UploadOutcome[] | Refusal> {
    const opened = this.#open(files)
    if (isRefusal(opened)) return opened
    const { db, clock, bus, dependents } = this.#deps
    return againAfterContention(() =>
      unitOfWork(db, async tx => {
        const stored = await lockedInDomain(tx, domain)
        const judged = judgeBundle(opened.readable, stored, clock.businessNow())
        const outcomes = await this.#store(tx, principal, domain, judged, stored)
        for (const { outcome, report } of outcomes)
          if (outcome === 'REFUSED')
            this.#auditRefusal(tx, principal, domain, report.checks.find(check => check.outcome === 'FAILED')?.rule)
        await tx.flush()
        const fresh = outcomes.filter(({ outcome }) => outcome === 'STORED').map(({ storedId }) => storedId!)
        const happened: TrustStoreHappening[] = fresh.map(id => ({ kind: 'UPLOADED' as const, trustCertificateId: id }))
        // What is new may be another way to a root for what had lost its own.
        if (fresh.length > 0) {
          const after = await lockedInDomain(tx, domain)
          if (stored.some(({ status }) => status === 'UNANCHORED')) {
            happened.push(...(await followAnchors(tx, clock, { before: stored, after })))
            await tx.flush()
          }
          await dependents.follow(tx, domain, after, clock.businessNow())
        }
        for (const event of happened) bus.after(tx, trustStoreTopic, event)
        return [...outcomes, ...opened.unreadable.map(entry => outcomeOf(entry, 'UNREADABLE'))]
      }),
    )
  }

  async #store(
    tx: Tx,
    principal: Principal,
    domain: TrustDomain,
    judged: readonly Judged[],
    stored: readonly StoredCertificate[],
  ): Promise<UploadOutcome[]> {
    const ids = new Map(stored.map(({ certificate, id }) => [certificate.thumbprintSha256, id]))
    // Ids are given first: a bundle may hold an intermediate before the root that vouches for it.
    const fresh = new Set<string>()
    for (const { certificate, existing, report } of judged)
      if (certificate && !existing && report.verdict === 'ACCEPTED' && !ids.has(certificate.thumbprintSha256)) {
        ids.set(certificate.thumbprintSha256, newId())
        fresh.add(certificate.thumbprintSha256)
      }
    const outcomes: UploadOutcome[] = []
    for (const entry of judged) {
      const thumbprint = entry.certificate?.thumbprintSha256 ?? ''
      const storedId = ids.get(thumbprint)
      if (!storedId) outcomes.push(outcomeOf(entry, 'REFUSED'))
      else if (!fresh.delete(thumbprint)) outcomes.push({ ...entry, outcome: 'ALREADY_STORED', storedId })
      else {
        const issuer = entry.report.path[1]?.thumbprintSha256
        await this.#insert(tx, principal, domain, entry, storedId, issuer ? (ids.get(issuer) ?? null) : null)
        outcomes.push({ ...entry, outcome: 'STORED', storedId })
      }
    }
    return outcomes
  }

  async #insert(
    tx: Tx,
    principal: Principal,
    domain: TrustDomain,
    { certificate, report }: Judged,
    id: string,
    issuerId: string | null,
  ): Promise<void> {
    if (!certificate || report.verdict !== 'ACCEPTED') throw new Error('Only what the engine accepted may be stored.')
    const type = isRoot(report) ? 'ROOT' : 'INTERMEDIATE'
    const issuedBy = nameForPeople(certificate.issuer)
    const now = this.#deps.clock.now()
    tx.create(TrustCertificateEntity, {
      id,
      code: await codeFor(tx, type, domain, certificate.thumbprintSha256),
      type,
      domain,
      status: 'TRUSTED',
      issuedTo: cut(certificate.displayName),
      issuedToKey: nameKey(certificate.displayName),
      issuedBy: cut(issuedBy),
      issuedByKey: nameKey(issuedBy),
      issuerId,
      thumbprintSha256: certificate.thumbprintSha256,
      validFrom: certificate.notBefore,
      validTo: certificate.notAfter,
      der: Buffer.from(certificate.der),
      uploadedAt: now,
      uploadedBy: principal.userId,
    })
    recordTrustEvent(tx, { trustCertificateId: id, kind: 'UPLOADED', at: now, actorId: principal.userId, reason: null })
    this.#deps.audit.record(tx, {
      event: 'trust-certificate.uploaded',
      actor: principal,
      subjectType: 'trust-certificate',
      subjectId: id,
      facts: { domain, type, thumbprint: certificate.thumbprintSha256 },
    })
  }

  #auditRefusal(tx: Tx, principal: Principal, domain: TrustDomain, rule: string | undefined): void {
    this.#deps.audit.record(tx, {
      event: 'trust-certificate.refused',
      actor: principal,
      subjectType: 'trust-certificate',
      facts: { domain, rule: rule ?? null },
    })
  }

  #open(files: readonly CertificateFile[]): ReturnType<typeof openFiles> | Refusal {
    const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0)
    if (bytes > uploadLimits.bytes)
      return refuse('CERTIFICATE_BUNDLE_TOO_LARGE', ['input', 'files'], { bytes, most: uploadLimits.bytes })
    const opened = openFiles(files)
    if (opened.readable.length > uploadLimits.certificates)
      return refuse('CERTIFICATE_BUNDLE_TOO_MANY', ['input', 'files'], {
        count: opened.readable.length,
        most: uploadLimits.certificates,
      })
    return opened
  }
}

const outcomeOf = (entry: Judged, whenAccepted: 'WOULD_STORE' | 'REFUSED' | 'UNREADABLE'): UploadOutcome => {
  if (whenAccepted === 'UNREADABLE') return { ...entry, outcome: 'UNREADABLE' }
  if (entry.existing) return { ...entry, outcome: 'ALREADY_STORED', storedId: entry.existing.id }
  return { ...entry, outcome: entry.report.verdict === 'ACCEPTED' ? whenAccepted : 'REFUSED' }
}

/** Names are shown as they are, up to what the column holds. */
const cut = (name: string): string => [...name].slice(0, 255).join('')
