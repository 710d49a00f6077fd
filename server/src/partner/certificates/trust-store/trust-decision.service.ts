import { LockMode } from '@mikro-orm/core'
import { unitOfWork, type Tx } from '../../../platform/database/database.ts'
import type { Principal } from '../../../platform/graphql/context.ts'
import { isId } from '../../../platform/ids/ids.ts'
import { isRefusal, type Refusal } from '../../../platform/refusal/refusal.ts'
import { refuse } from '../../../refusals.ts'
import { TrustCertificateEntity } from './trust-certificate.entity.ts'
import { nextTrustState, type TrustEvent, type TrustState } from './trust-certificate.states.ts'
import { trustStoreTopic, type TrustEventKind, type TrustStoreHappening } from './trust-events.ts'
import { anchoredIds, dependentsOf } from './trust-impact.ts'
import { storedInDomain, type StoredCertificate } from './trust-material.ts'
import { recordTrustEvent, type TrustStoreDeps } from './trust-store.service.ts'
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

  /** What would stop being accepted: intermediates with no other way to a trusted root. */
  async impact(id: string): Promise<StoredCertificate[]> {
    const em = this.#deps.db.em()
    const row = await em.findOne(TrustCertificateEntity, { id }, { fields: ['domain', 'status'] })
    if (!row || row.status === 'DISTRUSTED') return []
    return dependentsOf(id, await storedInDomain(em, row.domain as TrustDomain), this.#deps.clock.businessNow())
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
    const happened: TrustStoreHappening[] = []
    const result = await unitOfWork(this.#deps.db, async tx => {
      const row = await tx.findOne(TrustCertificateEntity, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE })
      if (!row) return refuse('TRUST_CERTIFICATE_NOT_FOUND', ['input', 'id'])
      const to = nextTrustState(row.status as TrustState, decision.event)
      if (!to) return refuse(decision.impossible, ['input', 'id'])
      if (decision.event === 'trust-again' && row.validTo < this.#deps.clock.businessNow())
        return refuse('TRUST_CERTIFICATE_EXPIRED', ['input', 'id'])
      const before = await storedInDomain(tx, row.domain as TrustDomain)
      row.status = to
      recordTrustEvent(tx, {
        trustCertificateId: id,
        kind: decision.kind,
        at: this.#deps.clock.now(),
        actorId: principal.userId,
        reason,
      })
      this.#deps.audit.record(tx, {
        event: decision.audit,
        actor: principal,
        subjectType: 'trust-certificate',
        subjectId: id,
      })
      happened.push({ kind: decision.kind, trustCertificateId: id })
      await this.#followUp(
        tx,
        before,
        before.map(entry => (entry.id === id ? { ...entry, status: to } : entry)),
        happened,
      )
      await tx.flush()
      return id
    })
    for (const event of isRefusal(result) ? [] : happened) this.#deps.bus.publish(trustStoreTopic, event)
    return result
  }

  /**
   * Moves everything whose way to a root was lost or found by the step just taken. What had no way before (an issuer
   * that ran out) is left alone: this step did not take it.
   */
  async #followUp(
    tx: Tx,
    before: StoredCertificate[],
    after: StoredCertificate[],
    happened: TrustStoreHappening[],
  ): Promise<void> {
    const at = this.#deps.clock.businessNow()
    const had = anchoredIds(before, at)
    const has = anchoredIds(after, at)
    for (const { id, status } of after) {
      const event: TrustEvent | undefined = has.has(id) ? 'anchor-regained' : had.has(id) ? 'anchor-lost' : undefined
      const to = event && nextTrustState(status, event)
      if (!to) continue
      const row = await tx.findOneOrFail(TrustCertificateEntity, { id })
      row.status = to
      const kind: TrustEventKind = event === 'anchor-lost' ? 'ANCHOR_LOST' : 'ANCHOR_REGAINED'
      recordTrustEvent(tx, { trustCertificateId: id, kind, at: this.#deps.clock.now(), actorId: null, reason: null })
      happened.push({ kind, trustCertificateId: id })
    }
  }
}
