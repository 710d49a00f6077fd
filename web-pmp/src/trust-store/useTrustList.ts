import { useListState, useQuery, useSubscription } from '@portico/web-core'
import { computed, type MaybeRefOrGetter, ref, toValue, watch } from 'vue'
import { type TrustCertificateType, TrustCertificatesDocument, TrustStoreChangedDocument } from '../gql/graphql.ts'
import { TRUST_LIST, trustListVariables } from './trustListState.ts'

/** One tab of the trust store: its rows as the URL asks for them, and word of what changed elsewhere. */
export function useTrustList(type: MaybeRefOrGetter<TrustCertificateType>) {
  const list = useListState(TRUST_LIST)
  const query = useQuery(TrustCertificatesDocument, {
    variables: () => trustListVariables(toValue(type), list.state.value),
  })

  // Rows in view change by themselves, through the cache. That others came or went is said, not done: a list that
  // moves under the hand is worse than one that is a minute old.
  const changes = ref(0)
  const own = new Set<string>()
  useSubscription(TrustStoreChangedDocument, {
    onData: ({ trustStoreChanged: { certificate } }) => {
      if (!own.delete(certificate.id)) changes.value++
    },
    onResume: () => changes.value++,
  })
  watch([() => toValue(type), list.state], () => (changes.value = 0))

  return {
    list,
    query,
    connection: computed(() => query.data.value?.trustCertificates),
    changes,
    async refresh() {
      changes.value = 0
      await query.refetch()
    },
    /** Before a decision taken here: its event is no news. */
    expect: (id: string) => own.add(id),
  }
}
