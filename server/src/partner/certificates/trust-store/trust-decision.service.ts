import { againAfterContention } from '../../../platform/database/contention.ts'
import { unitOfWork } from '../../../platform/database/database.ts'
import type { Principal } from '../../../platform/graphql/context.ts'
import { isId } from '../../../platform/ids/ids.ts'
import type { Refusal } from '../../../platform/refusal/refusal.ts'
import { refuse } from '../../../refusals.ts'
import { followAnchors } from './trust-anchors.ts'
import { TrustCertificateEntity } from './trust-certificate.entity.ts'
import { nextTrustState, type TrustState } from './trust-certificate.states.ts'
import { trustStoreTopic, type TrustEventKind, type TrustStoreHappening } from './trust-events.ts'
import { recordTrustEvent } from './trust-history.ts'
import { dependentsOf, withoutTrust } from './trust-impact.ts'
import type { Losing } from './dependents.port.ts'
import { lockedInDomain, storedInDomain, type StoredCertificate } from './trust-material.ts'
import type { TrustStoreDeps } from './trust-store.service.ts'
import type { TrustDomain } from './trust-kinds.ts'

/** Letters a reason may have. */
export const REASON_LENGTH = 500

interface Decision {
  event: 'distrust' | 'trust-again'
  kind: TrustEventKind
  audit: 'trust-certificate.distrusted' | 'trust-certificate.trusted-again'
  impossible: 'TRUST_CERTIFICATE_ALREADY_DISTRUSTED' | 'TRUST_CERTIFICATE_ALREADY_TRUSTED'
}

/** Use cases of withdrawing trust and giving it back (decisions §3, trust store). Nothing is ever deleted. */
export class TrustDecisionService {
  readonly #deps: TrustStoreDeps

  constructor(deps: TrustStoreDeps) {
    this.#deps = deps
  }

  /** What would stop being accepted: intermediates and partners with no other way to a trusted root. */
  async impact(id: string): Promise<{ intermediates: StoredCertificate[] } & Losing> {
    const em = this.#deps.db.em()
    const row = await em.findOne(TrustCertificateEntity, { id }, { fields: ['domain', 'status'] })
    if (!row || row.status === 'DISTRUSTED') return { intermediates: [], partners: 0, names: [] }
    const domain = row.domain as TrustDomain
    const at = this.#deps.clock.businessNow()
    const stored = await storedInDomain(em, domain)
    return {
      intermediates: dependentsOf(id, stored, at),
      ...(await this.#deps.dependents.losing(domain, stored, withoutTrust(stored, id), at)),
    }
  }

  /** Stops a root or intermediate from counting. Returns its id. */
  distrust(principal: Principal, id: string, reason: string): Promise<string | Refusal> {
    return this.#decide(principal, id, reason, {
      event: 'distrust',
      kind: 'DISTRUSTED',
      audit: 'trust-certificate.distrusted',
      impossible: 'TRUST_CERTIFICATE_ALREADY_DISTRUSTED',
    })
  }

  /** Lets it count again; an expired one cannot be trusted again. Returns its id. */
  trustAgain(principal: Principal, id: string, reason: string): Promise<string | Refusal> {
    return this.#decide(principal, id, reason, {
      event: 'trust-again',
      kind: 'TRUSTED_AGAIN',
      audit: 'trust-certificate.trusted-again',
      impossible: 'TRUST_CERTIFICATE_ALREADY_TRUSTED',
    })
  }

  async #decide(principal: Principal, id: string, givenReason: string, decision: Decision): Promise<string | Refusal> {
    const reason = givenReason.trim()
    if (!reason) return refuse('INPUT_REQUIRED', ['input', 'reason'])
    if ([...reason].length > REASON_LENGTH)
      return refuse('INPUT_TOO_LONG', ['input', 'reason'], { most: REASON_LENGTH })
    if (!isId(id)) return refuse('TRUST_CERTIFICATE_NOT_FOUND', ['input', 'id'])
    const { db, clock, audit, bus, dependents } = this.#deps
    // Never changes; read ahead so that the whole domain can be locked by one statement.
    const found = await db.em().findOne(TrustCertificateEntity, { id }, { fields: ['domain'] })
    if (!found) return refuse('TRUST_CERTIFICATE_NOT_FOUND', ['input', 'id'])
    return againAfterContention(() =>
      unitOfWork(db, async tx => {
        const before = await lockedInDomain(tx, found.domain as TrustDomain)
        const row = await tx.findOneOrFail(TrustCertificateEntity, { id })
        const to = nextTrustState(row.status as TrustState, decision.event)
        if (!to) return refuse(decision.impossible, ['input', 'id'])
        if (decision.event === 'trust-again' && row.validTo < clock.businessNow())
          return refuse('TRUST_CERTIFICATE_EXPIRED', ['input', 'id'])
        row.status = to
        recordTrustEvent(tx, {
          trustCertificateId: id,
          kind: decision.kind,
          at: clock.now(),
          actorId: principal.userId,
          reason,
        })
        audit.record(tx, {
          event: decision.audit,
          actor: principal,
          subjectType: 'trust-certificate',
          subjectId: id,
        })
        const after = before.map(entry => (entry.id === id ? { ...entry, status: to } : entry))
        const followed = await followAnchors(tx, clock, { before, after, decided: id })
        const happened: TrustStoreHappening[] = [{ kind: decision.kind, trustCertificateId: id }, ...followed]
        for (const event of happened) bus.after(tx, trustStoreTopic, event)
        await tx.flush()
        await dependents.follow(tx, found.domain as TrustDomain, after, clock.businessNow())
        return id
      }),
    )
  }
}
