import type { OperationVariables, TypedDocumentNode } from '@apollo/client'
import { ref, shallowRef } from 'vue'
import { type Fault, toFault } from '../faults/fault.ts'
import { usePortal } from '../portal/portal.ts'

/**
 * A mutation as refs. `run` answers with the data, or undefined when `error` says why not; it never throws, and is
 * not cancelled with the page: the server may have done it already.
 */
export function useMutation<T, V extends OperationVariables = OperationVariables>(mutation: TypedDocumentNode<T, V>) {
  const { client } = usePortal()
  const running = ref(false)
  const error = shallowRef<Fault | null>(null)

  async function run(variables: V): Promise<T | undefined> {
    running.value = true
    error.value = null
    try {
      const options = { mutation, variables } as Parameters<typeof client.mutate<T, V>>[0]
      const result = await client.mutate<T, V>(options)
      return result.data as T | undefined
    } catch (thrown) {
      error.value = toFault(thrown)
      return undefined
    } finally {
      running.value = false
    }
  }

  return { run, running, error }
}
