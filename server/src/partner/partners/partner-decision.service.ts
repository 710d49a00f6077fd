import { LockMode } from '@mikro-orm/core'
import type { Audit } from '../../audit/index.ts'
import type { Outbox } from '../../notification/index.ts'
import type { Clock } from '../../platform/clock/clock.ts'
import type { Vault } from '../../platform/crypto/seal.ts'
import { againAfterContention } from '../../platform/database/contention.ts'
import { unitOfWork, type Database } from '../../platform/database/database.ts'
import type { Bus } from '../../platform/events/bus.ts'
import type { Principal } from '../../platform/graphql/context.ts'
import { isId } from '../../platform/ids/ids.ts'
import type { Refusal } from '../../platform/refusal/refusal.ts'
import { refuse, type RefusalCode } from '../../refusals.ts'
import { recordPartnerEvent, tellPartnerChange } from './partner-events.ts'
import { decisionMail } from './partner-mails.ts'
import { PartnerPost } from './partner-post.ts'
import { nextPartnerStatus, type PartnerEvent, type PartnerStatus } from './partner.states.ts'
import { PartnerEntity } from './partner.entity.ts'

/** Letters a reason may have. */
export const REASON_LENGTH = 500

export interface PartnerDecisionDeps {
  db: Database
  clock: Clock
  vault: Vault
  audit: Audit
  bus: Bus
  outbox: Outbox
  /** Where the portal is reached; mails lead there. */
  origin: string
}

interface Decision {
  event: PartnerEvent & ('deactivate' | 'reactivate')
  kind: 'DEACTIVATED' | 'REACTIVATED'
  audit: 'partner.deactivated' | 'partner.reactivated'
  /** Why the step is impossible where the partner stands. */
  impossible: Partial<Record<PartnerStatus, RefusalCode>>
}

const deactivation: Decision = {
  event: 'deactivate',
  kind: 'DEACTIVATED',
  audit: 'partner.deactivated',
  impossible: { PENDING: 'PARTNER_PENDING', INACTIVE: 'PARTNER_ALREADY_INACTIVE' },
}

const reactivation: Decision = {
  event: 'reactivate',
  kind: 'REACTIVATED',
  audit: 'partner.reactivated',
  impossible: { PENDING: 'PARTNER_PENDING', ACTIVE: 'PARTNER_ALREADY_ACTIVE' },
}

/**
 * An administrator's use cases: taking a partner out of service and bringing it back (§3.10, W-09; decisions §3).
 * What belongs to it keeps its status; each operation of a partner asks whether the partner is active.
 */
export class AdministrativePartnerDecisions {
  readonly #deps: PartnerDecisionDeps
  readonly #post: PartnerPost

  constructor(deps: PartnerDecisionDeps) {
    this.#deps = deps
    this.#post = new PartnerPost(deps)
  }

  /** Stops the partner from doing anything new. Returns its id. */
  deactivate(principal: Principal, id: string, reason: string): Promise<string | Refusal> {
    return this.#decide(principal, id, reason, deactivation)
  }

  /** Brings it back as it was. Returns its id. */
  reactivate(principal: Principal, id: string, reason: string): Promise<string | Refusal> {
    return this.#decide(principal, id, reason, reactivation)
  }

  async #decide(principal: Principal, id: string, givenReason: string, decision: Decision): Promise<string | Refusal> {
    const reason = givenReason.trim()
    if (!reason) return refuse('INPUT_REQUIRED', ['input', 'reason'])
    if ([...reason].length > REASON_LENGTH)
      return refuse('INPUT_TOO_LONG', ['input', 'reason'], { most: REASON_LENGTH })
    if (!isId(id)) return refuse('PARTNER_NOT_FOUND', ['input', 'id'])
    const { db, clock, audit, bus, origin } = this.#deps
    return againAfterContention(() =>
      unitOfWork(db, async tx => {
        const partner = await tx.findOne(PartnerEntity, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE })
        if (!partner) return refuse('PARTNER_NOT_FOUND', ['input', 'id'])
        const from = partner.status as PartnerStatus
        const to = nextPartnerStatus(from, decision.event)
        if (!to) return refuse(decision.impossible[from]!, ['input', 'id'])
        partner.status = to
        recordPartnerEvent(tx, {
          partnerId: id,
          kind: decision.kind,
          at: clock.now(),
          actorId: principal.userId,
          reason,
        })
        audit.record(tx, { event: decision.audit, actor: principal, subjectType: 'partner', subjectId: id })
        this.#post.send(tx, partner, decision.audit, addressee =>
          decisionMail({ ...addressee, decision: decision.kind, reason, portal: `${origin}/partner/` }),
        )
        tellPartnerChange(tx, bus, { kind: decision.kind, partnerId: id })
        await tx.flush()
        return id
      }),
    )
  }
}
