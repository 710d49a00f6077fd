/**
 * Where a trust certificate can stand and what moves it (decisions §3, trust store). Dates are not states: an expired
 * certificate stays where it is. `anchor-lost` and `anchor-regained` follow from what happens above it in the chain.
 */
export type TrustState = 'TRUSTED' | 'UNANCHORED' | 'DISTRUSTED'
export type TrustEvent = 'distrust' | 'trust-again' | 'anchor-lost' | 'anchor-regained'

export interface TrustTransition {
  from: TrustState
  event: TrustEvent
  to: TrustState
  /** The permission it takes; null: it follows from another certificate's step. */
  who: string | null
}

export const trustTransitions: readonly TrustTransition[] = [
  { from: 'TRUSTED', event: 'distrust', to: 'DISTRUSTED', who: 'trust.write' },
  { from: 'UNANCHORED', event: 'distrust', to: 'DISTRUSTED', who: 'trust.write' },
  { from: 'DISTRUSTED', event: 'trust-again', to: 'TRUSTED', who: 'trust.write' },
  { from: 'TRUSTED', event: 'anchor-lost', to: 'UNANCHORED', who: null },
  { from: 'UNANCHORED', event: 'anchor-regained', to: 'TRUSTED', who: null },
]

/** Where the event leads, or undefined where it is impossible: the caller says no, never "done already". */
export const nextTrustState = (from: TrustState, event: TrustEvent): TrustState | undefined =>
  trustTransitions.find(transition => transition.from === from && transition.event === event)?.to
