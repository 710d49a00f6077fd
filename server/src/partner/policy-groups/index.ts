import type { EntitySchema } from '@mikro-orm/core'
import type { Vault } from '../../platform/crypto/seal.ts'
import { PartnerQueries } from '../partners/index.ts'
import { PolicyGroupChoice, type PolicyGroupChoiceDeps } from './policy-group-choice.service.ts'
import { PolicyGroupEntity } from './policy-group.entity.ts'
import { PolicyGroupQueries } from './policy-group.queries.ts'
import { PolicyGroupResolver } from './policy-group.resolver.ts'

export { needsPolicyGroup } from './policy-group-choice.service.ts'
export type { PolicyGroupDependants } from './policy-group-dependants.port.ts'
export { PolicyGroupEntity }

/** The tables of this feature. */
export const policyGroupEntities: EntitySchema[] = [PolicyGroupEntity]

/** The feature's resolvers with what they need. */
export const policyGroupResolvers = (deps: PolicyGroupChoiceDeps & { vault: Vault }): object[] => [
  new PolicyGroupResolver({
    db: deps.db,
    dependants: deps.dependants,
    queries: new PolicyGroupQueries(deps.db),
    partners: new PartnerQueries(deps.db, deps.vault),
    choice: new PolicyGroupChoice(deps),
  }),
]
