import type { ComboboxOption } from '@portico/ui-kit'
import { useQuery } from '@portico/web-core'
import { computed, onScopeDispose, ref } from 'vue'
import { PolicyGroupsDocument } from '../gql/graphql.ts'

/** Between the last letter and the question. */
const PAUSE = 200

/** Active policy groups by the beginning of their name, asked of the server as somebody types. */
export function usePolicyGroups() {
  const wanted = ref('')
  const query = useQuery(PolicyGroupsDocument, { variables: () => ({ search: wanted.value || null }) })
  let timer: ReturnType<typeof setTimeout> | undefined
  onScopeDispose(() => clearTimeout(timer))
  return {
    query,
    options: computed<ComboboxOption[]>(() =>
      (query.data.value?.policyGroups ?? []).map(({ id, name, description }) => ({
        value: id,
        label: name,
        hint: description,
      })),
    ),
    search(text: string) {
      clearTimeout(timer)
      timer = setTimeout(() => (wanted.value = text.trim()), PAUSE)
    },
  }
}
