import { usePortal, useSession, useSubscription } from '@portico/web-core'
import { inject, type InjectionKey, onScopeDispose, provide, type Ref, ref, watch } from 'vue'
import {
  BellDocument,
  NoticeFeedDocument,
  type NoticeFeedSubscription,
  type NoticeRowFragment,
} from '../gql/graphql.ts'

type Heard = (added: readonly NoticeRowFragment[]) => void

export interface Bell {
  /** Active and never on show. */
  unread: Readonly<Ref<number>>
  /** Takes what a mutation answered, so that the figure does not wait for the feed. */
  take(bell: { cursor: number; unread: number }): void
  /** Calls back, as long as the component lives, when notices came (`added`), went or were seen, in whichever tab. */
  onChange(callback: Heard): void
}

const BELL: InjectionKey<Bell> = Symbol('bell')
/** Milliseconds before a feed that the server ended is asked for again; the last one for good. */
const PAUSES = [2_000, 5_000, 15_000, 60_000]

/**
 * The bell of the whole portal: one subscription from the position the caller's feed had when the page opened. After a break
 * it goes on from the last position heard, so nothing is missed; what the server tells twice is taken once.
 */
export function provideBell(): Bell {
  const { client } = usePortal()
  const session = useSession()
  const unread = ref(0)
  const listeners = new Set<Heard>()
  /** Sequence of the newest notice known; null until it is known. */
  let cursor: number | null = null
  const from = ref<number | null>(null)
  const listening = ref(false)
  let told = false

  const take: Bell['take'] = bell => {
    cursor = Math.max(cursor ?? 0, bell.cursor)
    unread.value = bell.unread
  }
  const hear = ({ noticeFeed }: NoticeFeedSubscription) => {
    const known = cursor
    const added = known === null ? [] : noticeFeed.added.filter(({ sequence }) => sequence > known)
    // The first answer says where the feed stands: mostly what is known already.
    const isNews = told || added.length > 0 || noticeFeed.unread !== unread.value
    told = true
    failures = 0
    take(noticeFeed)
    if (isNews) for (const callback of listeners) callback(added)
  }
  const goOn = () => (from.value = cursor)

  watch(
    () => session.may('notice.read'),
    async may => {
      listening.value = false
      if (!may) return
      // The frame's own figure; pages ask for lists. Outside of the cache, which knows one bell only.
      const answer = await client.query({ query: BellDocument, fetchPolicy: 'no-cache' }).catch(() => undefined)
      if (answer?.data) take(answer.data.bell)
      goOn()
      listening.value = session.may('notice.read')
    },
    { immediate: true },
  )
  const { error } = useSubscription(NoticeFeedDocument, {
    variables: () => ({ after: from.value }),
    enabled: listening,
    onData: hear,
    onResume: goOn,
  })

  let failures = 0
  let planned: ReturnType<typeof setTimeout> | undefined
  watch(error, fault => {
    if (!fault || !listening.value) return
    listening.value = false
    planned = setTimeout(
      () => {
        goOn()
        listening.value = session.may('notice.read')
      },
      PAUSES[Math.min(failures, PAUSES.length - 1)],
    )
    failures += 1
  })
  onScopeDispose(() => clearTimeout(planned))

  const bell: Bell = {
    unread,
    take,
    onChange(callback) {
      listeners.add(callback)
      onScopeDispose(() => listeners.delete(callback))
    },
  }
  provide(BELL, bell)
  return bell
}

/** The bell, wherever something of it is shown. */
export function useBell(): Bell {
  const bell = inject(BELL)
  if (!bell) throw new Error('provideBell was not called above')
  return bell
}
