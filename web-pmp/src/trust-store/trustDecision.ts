import { type Decision, useDecision } from '../decision/useDecision.ts'

export type TrustDecision = Decision<'distrust' | 'trustAgain', { id: string; issuedTo: string }>

/** The question "distrust?" or "trust again?" of one page; `TrustDecisionDialog` asks it. */
export const useTrustDecision = (): TrustDecision => useDecision('distrust')
