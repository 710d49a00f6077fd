import { type Ref, ref, shallowRef } from 'vue'

export type Decision = 'distrust' | 'trustAgain'

/** What the dialog needs to know of the certificate in question. */
export interface DecisionTarget {
  id: string
  issuedTo: string
}

export interface TrustDecision {
  /** Stays while the dialog closes, so that its words do not vanish before it does. */
  target: Readonly<Ref<DecisionTarget | null>>
  decision: Readonly<Ref<Decision>>
  open: Ref<boolean>
  ask(decision: Decision, target: DecisionTarget): void
}

/** The question "distrust?" or "trust again?" of one page; `TrustDecisionDialog` asks it. */
export function useTrustDecision(): TrustDecision {
  const target = shallowRef<DecisionTarget | null>(null)
  const decision = ref<Decision>('distrust')
  const open = ref(false)
  return {
    target,
    decision,
    open,
    ask(wanted, certificate) {
      decision.value = wanted
      target.value = certificate
      open.value = true
    },
  }
}
