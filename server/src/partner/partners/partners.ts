import { PartnerChangesResolver } from './partner-changes.resolver.ts'
import { AdministrativePartnerDecisions, type PartnerDecisionDeps } from './partner-decision.service.ts'
import { PartnerQueries } from './partner.queries.ts'
import { PartnerHistoryResolver, PartnerResolver } from './partner.resolver.ts'
import type { PartnerPeople } from './people.port.ts'
import { ViewerPartnersResolver } from './viewer-partners.resolver.ts'

/** The feature's resolvers with what they need. */
export function partnerResolvers(deps: PartnerDecisionDeps & { people: PartnerPeople }): object[] {
  const queries = new PartnerQueries(deps.db, deps.vault)
  const edge = {
    queries,
    decisions: new AdministrativePartnerDecisions(deps),
    people: deps.people,
    vault: deps.vault,
  }
  return [
    new PartnerResolver(edge),
    new PartnerHistoryResolver(edge),
    new PartnerChangesResolver(queries),
    new ViewerPartnersResolver(queries),
  ]
}
