import { pageArguments, useListState, useQuery } from '@portico/web-core'
import { computed, type MaybeRefOrGetter, ref, toValue, watch } from 'vue'
import { NoticeCountsDocument, type NoticeKind, NoticesDocument } from '../gql/graphql.ts'
import { NOTICE_LIST, noticeFilter } from './noticeListState.ts'
import { useBell } from './useBell.ts'

/** One tab of the notifications, as the URL asks for it, and how many every tab has. */
export function useNoticeList(kind: MaybeRefOrGetter<NoticeKind | null>) {
  const bell = useBell()
  const list = useListState(NOTICE_LIST)
  const query = useQuery(NoticesDocument, {
    variables: () => {
      const { orderBy: _, ...page } = pageArguments(list.state.value)
      return { ...page, filter: noticeFilter(toValue(kind), list.state.value.filters) }
    },
  })
  const counts = useQuery(NoticeCountsDocument)
  const connection = computed(() => query.data.value?.notices)
  const isFirstPage = computed(() => !list.state.value.after && !list.state.value.before)

  const changed = ref(false)
  async function refresh() {
    changed.value = false
    await Promise.all([query.refetch(), counts.refetch()])
    // All of this page may have gone: there is no way on from an empty one.
    if (connection.value?.nodes.length === 0 && !isFirstPage.value) await list.first()
  }
  // New ones come on top of the first page, where they are looked for. Further pages do not move under the hand.
  bell.onChange(() => {
    if (isFirstPage.value) void refresh()
    else {
      changed.value = true
      void counts.refetch()
    }
  })
  watch([() => toValue(kind), list.state], () => (changed.value = false))

  return {
    list,
    query,
    connection,
    counts: computed(() => counts.data.value?.noticeCounts),
    isFirstPage,
    changed,
    refresh,
  }
}
