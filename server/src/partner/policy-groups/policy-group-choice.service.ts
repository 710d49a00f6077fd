import { LockMode } from '@mikro-orm/core'
import type { Audit } from '../../audit/index.ts'
import type { Clock } from '../../platform/clock/clock.ts'
import { againAfterContention } from '../../platform/database/contention.ts'
import { unitOfWork, type Database } from '../../platform/database/database.ts'
import { scoped, scopeFilter } from '../../platform/database/scope.ts'
import type { Bus } from '../../platform/events/bus.ts'
import type { Principal } from '../../platform/graphql/context.ts'
import { isId } from '../../platform/ids/ids.ts'
import type { Refusal } from '../../platform/refusal/refusal.ts'
import { refuse } from '../../refusals.ts'
import {
  isPartnerType,
  PartnerEntity,
  partnerTypeFacts,
  recordPartnerEvent,
  tellPartnerChange,
} from '../partners/index.ts'
import { partnersWithDependants, type PolicyGroupDependants } from './policy-group-dependants.port.ts'
import { PolicyGroupEntity } from './policy-group.entity.ts'

export interface PolicyGroupChoiceDeps {
  db: Database
  clock: Clock
  audit: Audit
  bus: Bus
  /** What keeps a choice from being changed; later features join the list. */
  dependants: readonly PolicyGroupDependants[]
}

/** Whether partners of the type belong to a policy group (§1.2). */
export const needsPolicyGroup = (type: string): boolean =>
  isPartnerType(type) && partnerTypeFacts[type].needsPolicyGroup

/** The use case of choosing a policy group, for the own partner only, administrators included (R-OWN-03). */
export class PolicyGroupChoice {
  readonly #deps: PolicyGroupChoiceDeps

  constructor(deps: PolicyGroupChoiceDeps) {
    this.#deps = deps
  }

  /**
   * Puts the partner into the group. It can be changed until something depends on it; then POLICY_GROUP_FIXED. The group
   * it has already is no change and no refusal. Returns the partner's id.
   */
  choose(principal: Principal, partnerId: string, policyGroupId: string): Promise<string | Refusal> {
    const { db, clock, audit, bus, dependants } = this.#deps
    return againAfterContention(() =>
      unitOfWork(db, async tx => {
        const partner = isId(partnerId)
          ? await tx.findOne(
              PartnerEntity,
              { $and: [{ id: partnerId }, scopeFilter(scoped(principal), 'id')] },
              { lockMode: LockMode.PESSIMISTIC_WRITE },
            )
          : null
        if (!partner) return refuse('PARTNER_NOT_FOUND', ['input', 'partnerId'])
        if (partner.status === 'INACTIVE') return refuse('PARTNER_INACTIVE', ['input', 'partnerId'])
        if (!needsPolicyGroup(partner.type)) return refuse('POLICY_GROUP_NOT_NEEDED', ['input', 'partnerId'])
        const group = isId(policyGroupId)
          ? await tx.findOne(PolicyGroupEntity, { id: policyGroupId }, { lockMode: LockMode.PESSIMISTIC_READ })
          : null
        if (!group) return refuse('POLICY_GROUP_NOT_FOUND', ['input', 'policyGroupId'])
        if (partner.policyGroupId === group.id) return partner.id
        if (group.status !== 'ACTIVE') return refuse('POLICY_GROUP_INACTIVE', ['input', 'policyGroupId'])
        const first = !partner.policyGroupId
        if (!first && (await partnersWithDependants(dependants, tx, [partner.id])).has(partner.id))
          return refuse('POLICY_GROUP_FIXED', ['input', 'policyGroupId'])
        partner.policyGroupId = group.id
        const kind = 'POLICY_GROUP_CHOSEN'
        recordPartnerEvent(tx, { partnerId: partner.id, kind, at: clock.now(), actorId: principal.userId })
        audit.record(tx, {
          event: 'partner.policy-group-chosen',
          actor: principal,
          subjectType: 'partner',
          subjectId: partner.id,
          facts: { policyGroupId: group.id, first },
        })
        tellPartnerChange(tx, bus, { kind, partnerId: partner.id })
        await tx.flush()
        return partner.id
      }),
    )
  }
}
