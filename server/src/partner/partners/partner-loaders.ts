import DataLoader from 'dataloader'
import { administrative, scoped, type Scope } from '../../platform/database/scope.ts'
import { memo, type OperationContext, type Principal } from '../../platform/graphql/context.ts'
import type { PartnerHistoryRow, PartnerQueries, PartnerRow } from './partner.queries.ts'
import type { PartnerPeople } from './people.port.ts'

/** Whose partners a caller may see: the own ones, and everybody's with `partner.read` (§1.4). */
export const visiblePartners = (principal: Principal): Scope =>
  principal.permissions.has('partner.read') ? administrative() : scoped(principal)

/** Gathers what one turn asks for and forgets it: a subscription's events must not be answered with what was before. */
const fresh = { cache: false }

const rowsKey = Symbol('partner rows')
const historiesKey = Symbol('partner histories')
const namesKey = Symbol('names in partner histories')
const contactsKey = Symbol('partner contact names')
const reachKey = Symbol('reach of partners')

/** Partners by id, as far as the caller may see them; undefined for the others, as for those that do not exist. */
export const partnerRows = (
  context: OperationContext,
  queries: PartnerQueries,
): DataLoader<string, PartnerRow | undefined> =>
  memo(context, rowsKey, () => new DataLoader(ids => queries.byIds(visiblePartners(context.principal!), ids), fresh))

export const partnerHistories = (
  context: OperationContext,
  queries: PartnerQueries,
): DataLoader<string, PartnerHistoryRow[]> =>
  memo(
    context,
    historiesKey,
    () => new DataLoader(ids => queries.histories(visiblePartners(context.principal!), ids), fresh),
  )

/** Usernames of those who acted; a partner's people learn those of their own organisation only. */
export const actorNames = (context: OperationContext, people: PartnerPeople): DataLoader<string, string | null> =>
  memo(
    context,
    namesKey,
    () =>
      new DataLoader(async ids => {
        const { permissions, userId } = context.principal!
        const known = permissions.has('partner.read') ? new Set(ids) : await people.colleagues(userId, ids)
        const names = await people.names(ids.filter(id => known.has(id)))
        return ids.map(id => names.get(id) ?? null)
      }),
  )

/** Contact names by organisation id. */
export const contactNames = (context: OperationContext, people: PartnerPeople): DataLoader<string, string | null> =>
  memo(
    context,
    contactsKey,
    () =>
      new DataLoader(async ids => {
        const names = await people.contactNames(ids)
        return ids.map(id => names.get(id) || null)
      }),
  )

const nobody = { people: 0, sessions: 0, apiTokens: 0 }

/** What of its people a partner's deactivation reaches, by organisation id. */
export const reachLoader = (context: OperationContext, people: PartnerPeople): DataLoader<string, typeof nobody> =>
  memo(
    context,
    reachKey,
    () =>
      new DataLoader(async ids => {
        const reach = await people.reach(ids)
        return ids.map(id => reach.get(id) ?? nobody)
      }, fresh),
  )
