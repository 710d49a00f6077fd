import { useFaultText, type useMutation } from '@portico/web-core'
import { computed, nextTick, type Ref, ref } from 'vue'

/** What a mutation answers: what became of it, or a refusal with its reason. */
type Answer = { __typename: string; message?: string } | null | undefined

export interface RowActOptions {
  /** Of the mutation that the rows' buttons ask for. */
  error: ReturnType<typeof useMutation>['error']
  /** Asks for the rows anew. */
  refetch(): Promise<unknown>
  /** Where the section begins: takes the focus when the button that asked has gone with its row. */
  start: Readonly<Ref<HTMLElement | null>>
}

/** A button in each row of a section that acts at once, without a question first. */
export function useRowAct({ error, refetch, start }: RowActOptions) {
  const text = useFaultText()
  /** Id of the row that is being acted on. */
  const busy = ref<string>()
  const refused = ref<string>()
  const problem = computed(() => refused.value ?? (error.value ? text(error.value).title : undefined))

  /** Acts on one row, or on all of them without an id; `done` says that it was. */
  async function act(ask: () => Promise<Answer>, done: () => void, id?: string): Promise<void> {
    refused.value = undefined
    busy.value = id
    const answer = await ask()
    if (answer && 'message' in answer) refused.value = answer.message
    else if (answer) done()
    await refetch()
    busy.value = undefined
    await nextTick()
    if (document.activeElement === document.body) start.value?.focus()
  }

  return { act, busy, problem }
}
