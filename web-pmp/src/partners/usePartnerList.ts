import { useListState, useQuery, useSubscription } from '@portico/web-core'
import { computed, ref, watch } from 'vue'
import { PartnerChangedDocument, PartnersDocument } from '../gql/graphql.ts'
import { PARTNER_LIST, partnerListVariables } from './partnerListState.ts'

/** The partners as the URL asks for them, and word of what changed elsewhere. */
export function usePartnerList() {
  const list = useListState(PARTNER_LIST)
  const query = useQuery(PartnersDocument, { variables: () => partnerListVariables(list.state.value) })

  // Rows in view change by themselves, through the cache; that others came or went is said, not done under the hand.
  const changes = ref(0)
  const own = new Set<string>()
  useSubscription(PartnerChangedDocument, {
    onData: ({ partnerChanged: { partner } }) => {
      if (!own.delete(partner.id)) changes.value++
    },
    onResume: () => changes.value++,
  })
  watch(list.state, () => (changes.value = 0))

  return {
    list,
    query,
    connection: computed(() => query.data.value?.partners),
    changes,
    async refresh() {
      changes.value = 0
      await query.refetch()
    },
    /** Before a decision taken here: its event is no news. */
    expect: (id: string) => own.add(id),
  }
}
