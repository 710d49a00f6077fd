import { type Fault, useFaultText, useMutation } from '@portico/web-core'
import { computed, ref, shallowRef } from 'vue'
import { type DismissNoticesInput, DismissNoticesDocument, RestoreNoticesDocument } from '../gql/graphql.ts'
import { useBell } from './useBell.ts'

interface Problem {
  title: string
  text?: string
}

/**
 * Dismissing with a way back: one act at a time, the last one can be undone as a whole until the next or `forget`.
 * @param refresh asks for the lists anew; awaited, so that what was dismissed is gone when `run` returns
 */
export function useDismissal(refresh: () => Promise<unknown>) {
  const bell = useBell()
  const text = useFaultText()
  const dismissing = useMutation(DismissNoticesDocument)
  const restoring = useMutation(RestoreNoticesDocument)
  const last = shallowRef<{ id: string; say: () => string } | null>(null)
  /** What is being dismissed: a notice's id, `all`, or nothing. */
  const busy = ref('')
  const failed = shallowRef<Fault | { message: string } | null>(null)

  const problem = computed<Problem | null>(() => {
    if (!failed.value) return null
    return 'code' in failed.value ? text(failed.value) : { title: failed.value.message }
  })

  /** @param say what was dismissed, given how many; asked again when the language changes */
  async function run(input: DismissNoticesInput, what: string, say: (count: number) => string): Promise<boolean> {
    if (busy.value) return false
    busy.value = what
    failed.value = null
    const answer = (await dismissing.run({ input }))?.dismissNotices
    if (answer?.__typename === 'Dismissal') {
      bell.take(answer.bell)
      const { id, count } = answer
      last.value = count > 0 ? { id, say: () => say(count) } : null
    } else failed.value = answer ?? dismissing.error.value
    await refresh()
    busy.value = ''
    return failed.value === null
  }

  async function undo(): Promise<void> {
    if (!last.value || busy.value) return
    failed.value = null
    const answer = (await restoring.run({ dismissalId: last.value.id }))?.restoreNotices
    if (answer?.__typename === 'Bell') bell.take(answer)
    else failed.value = answer ?? restoring.error.value
    // A way back that the server does not know is none; one that could not be asked for can be tried again.
    if (answer) last.value = null
    await refresh()
  }

  return {
    busy,
    problem,
    undoing: restoring.running,
    /** For the bar; empty when there is no way back. */
    said: computed(() => last.value?.say() ?? ''),
    run,
    undo,
    forget() {
      last.value = null
      failed.value = null
    },
  }
}
