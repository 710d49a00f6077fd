import type { ImpactItem } from '@portico/ui-kit'
import type { PartnerImpactQuery } from '../gql/graphql.ts'

type Counts = NonNullable<PartnerImpactQuery['partner']>['impact']
type Plural = (key: string, count: number) => string

/** What hangs on a partner, the heaviest first; the words say whether it stops or only belongs to it. */
export function impactItems(impact: Counts, t: Plural, number: (value: number) => string): ImpactItem[] {
  return (['certificates', 'apiTokens', 'people', 'sessions'] as const).map(key => ({
    key,
    count: number(impact[key]),
    text: t(`partners.impact.${key}`, impact[key]),
  }))
}
