import { useMutation } from '@portico/web-core'
import { type MaybeRefOrGetter, ref, toValue, watch } from 'vue'
import { MarkNoticesSeenDocument, type NoticeRowFragment } from '../gql/graphql.ts'
import { useBell } from './useBell.ts'

/**
 * Which notices were new when they came on show: they stay marked as such while they are looked at, though the server is told
 * that they were seen (R-NPO-01).
 * @param shown what is on show, as the server last said; undefined while that is being asked
 * @param marks whether all up to the newest are on show, so that they count as seen
 */
export function useFresh(
  shown: MaybeRefOrGetter<readonly NoticeRowFragment[] | undefined>,
  marks: MaybeRefOrGetter<boolean>,
) {
  const bell = useBell()
  const seen = useMutation(MarkNoticesSeenDocument)
  const fresh = ref(new Set<string>())
  let upTo = 0

  watch(
    () => [toValue(shown), toValue(marks)] as const,
    async ([notices, mark]) => {
      const unread = (notices ?? []).filter(notice => notice.unread)
      for (const { id } of unread) fresh.value.add(id)
      const newest = Math.max(0, ...unread.map(({ sequence }) => sequence))
      if (!mark || newest <= upTo) return
      upTo = newest
      const answer = await seen.run({ upTo })
      if (answer) bell.take(answer.markNoticesSeen)
      // Not told: with the next look.
      else upTo = 0
    },
    { immediate: true },
  )

  return {
    isFresh: (id: string) => fresh.value.has(id),
    forget: () => fresh.value.clear(),
  }
}
