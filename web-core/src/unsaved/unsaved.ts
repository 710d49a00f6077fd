import { computed, onScopeDispose, ref, type Ref, shallowRef, watch } from 'vue'
import { onBeforeRouteLeave } from 'vue-router'
import { usePortal } from '../portal/portal.ts'

/** Asks before typed work is thrown away, inside the portal by a dialog and at its edges by the browser. */
export interface Unsaved {
  /** The question on the screen, if any. */
  asking: Readonly<Ref<boolean>>
  answer(leave: boolean): void
  /** True when it may go. */
  ask(): Promise<boolean>
  hold(dirty: () => boolean): () => void
  /** The page is left for good on purpose (sign-out, session over): ask nothing more. */
  release(): void
}

export function createUnsaved(): Unsaved {
  const waiting = shallowRef<((leave: boolean) => void) | null>(null)
  const held = new Set<() => boolean>()
  const released = ref(false)

  addEventListener('beforeunload', event => {
    if (!released.value && [...held].some(dirty => dirty())) event.preventDefault()
  })

  return {
    asking: computed(() => waiting.value !== null),
    answer(leave) {
      waiting.value?.(leave)
      waiting.value = null
    },
    ask() {
      waiting.value?.(false)
      return new Promise(resolve => (waiting.value = resolve))
    },
    hold(dirty) {
      held.add(dirty)
      return () => held.delete(dirty)
    },
    release: () => (released.value = true),
  }
}

/** Guards a page: while `dirty` says so, leaving it needs a yes (R-SES-06). */
export function useUnsavedGuard(dirty: () => boolean): void {
  const { unsaved } = usePortal()
  onScopeDispose(unsaved.hold(dirty))
  onBeforeRouteLeave(() => (dirty() ? unsaved.ask() : true))
  // Saved meanwhile: the question has lost its reason.
  watch(dirty, still => still || unsaved.answer(true))
}
