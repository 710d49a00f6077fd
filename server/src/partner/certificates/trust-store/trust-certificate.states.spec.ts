import { expect } from 'chai'
import { nextTrustState, type TrustEvent, type TrustState } from './trust-certificate.states.ts'

const table: Record<TrustState, Record<TrustEvent, TrustState | undefined>> = {
  TRUSTED: {
    distrust: 'DISTRUSTED',
    'trust-again': undefined,
    'anchor-lost': 'UNANCHORED',
    'anchor-regained': undefined,
  },
  UNANCHORED: {
    distrust: 'DISTRUSTED',
    'trust-again': undefined,
    'anchor-lost': undefined,
    'anchor-regained': 'TRUSTED',
  },
  DISTRUSTED: { distrust: undefined, 'trust-again': 'TRUSTED', 'anchor-lost': undefined, 'anchor-regained': undefined },
}

describe('the states of a trust certificate', () => {
  for (const [from, row] of Object.entries(table))
    for (const [event, to] of Object.entries(row))
      it(`${from} · ${event} → ${to ?? 'refused'}`, () => {
        expect(nextTrustState(from as TrustState, event as TrustEvent)).to.equal(to)
      })
})
