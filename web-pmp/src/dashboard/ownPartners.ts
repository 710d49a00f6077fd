import { type Standing, standingOf } from '../partner-certificates/standing.ts'
import type { DashboardQuery } from '../gql/graphql.ts'

export type OwnPartner = NonNullable<DashboardQuery['viewer']>['partners'][number]

/** Most urgent first. */
const URGENT: readonly Standing[] = ['PARTNER_INACTIVE', 'EXPIRED', 'UNANCHORED', 'EXPIRES_SOON', 'NOT_UPLOADED']

/**
 * Own partners of whom something waits, with what it is. A new one has its first steps instead: it is not late with
 * anything.
 */
export function waitingPartners(partners: readonly OwnPartner[]): { partner: OwnPartner; standing: Standing }[] {
  return partners
    .filter(partner => partner.status !== 'PENDING')
    .map(partner => ({ partner, standing: standingOf(partner) }))
    .filter(({ standing }) => URGENT.includes(standing))
    .sort((a, b) => URGENT.indexOf(a.standing) - URGENT.indexOf(b.standing) || endOf(a.partner) - endOf(b.partner))
}

const endOf = ({ certificate }: OwnPartner) => (certificate ? Date.parse(certificate.validTo) : 0)

export type FirstStep = 'terms' | 'policyGroup' | 'certificate' | 'active'

/**
 * The fixed way of a new partner (partner-portal-ux §8, 36), as far as it can be gone today: what is done, what is next and
 * what comes by itself. Terms come first, so whoever sees this page has accepted them.
 */
export function firstSteps(partner: OwnPartner): { key: FirstStep; state: 'done' | 'next' | 'later' }[] {
  const done: [FirstStep, boolean][] = [
    ['terms', true],
    ...(partner.policyGroupNeeded ? [['policyGroup', partner.policyGroup != null] as [FirstStep, boolean]] : []),
    ['certificate', partner.certificate != null],
    ['active', partner.status === 'ACTIVE'],
  ]
  const next = done.findIndex(([, is]) => !is)
  return done.map(([key, is], at) => ({ key, state: is ? 'done' : at === next ? 'next' : 'later' }))
}
