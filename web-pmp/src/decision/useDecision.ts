import { type Ref, ref, shallowRef } from 'vue'

export interface Decision<D extends string, T extends { id: string }> {
  /** Stays while the dialog closes, so that its words do not vanish before it does. */
  target: Readonly<Ref<T | null>>
  decision: Readonly<Ref<D>>
  open: Ref<boolean>
  ask(decision: D, target: T): void
}

/** A question with a reason, as "distrust?" or "deactivate?", of one page; `DecisionDialog` asks it. */
export function useDecision<D extends string, T extends { id: string }>(first: D): Decision<D, T> {
  const target = shallowRef(null) as Ref<T | null>
  const decision = ref(first) as Ref<D>
  const open = ref(false)
  return {
    target,
    decision,
    open,
    ask(wanted, about) {
      decision.value = wanted
      target.value = about
      open.value = true
    },
  }
}
