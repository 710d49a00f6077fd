import { type Decision, useDecision } from '../decision/useDecision.ts'

export type PartnerDecision = Decision<
  'deactivate' | 'reactivate',
  { id: string; code: string; organisationName: string }
>

/** The question "deactivate?" or "reactivate?" of one page; `PartnerDecisionDialog` asks it. */
export const usePartnerDecision = (): PartnerDecision => useDecision('deactivate')
