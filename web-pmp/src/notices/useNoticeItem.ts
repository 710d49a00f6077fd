import { CalendarDays, CircleX, Clock, Unlink } from '@lucide/vue'
import type { Icon, Meaning, NoticeItem } from '@portico/ui-kit'
import { useFormat, usePortal, useSession } from '@portico/web-core'
import { useI18n } from 'vue-i18n'
import type { NoticeRowFragment } from '../gql/graphql.ts'
import { isOver, noticeDay, noticeLink, noticeWords } from './noticeWords.ts'

/** A notice as a row of a list, in the language of the session (R-NPO-07). */
export function useNoticeItem() {
  const { t } = useI18n()
  const { now } = usePortal()
  const format = useFormat()
  const session = useSession()

  const title = (notice: NoticeRowFragment) => noticeWords(notice, { t, format: format.value, now: now() }).title
  const item = (
    notice: NoticeRowFragment,
    { fresh, canDismiss }: { fresh: boolean; canDismiss: boolean },
  ): NoticeItem => {
    const speech = { t, format: format.value, now: now() }
    const words = noticeWords(notice, speech)
    return {
      key: notice.id,
      ...words,
      ...lookOf(notice, now()),
      link: noticeLink(notice, session.may),
      when: noticeDay(notice, speech),
      datetime: notice.createdAt,
      fresh,
      ...(canDismiss ? { dismissName: t('notices.dismissName', { title: words.title }) } : {}),
    }
  }
  return { item, title }
}

function lookOf(notice: NoticeRowFragment, now: number): { icon: Icon; meaning: Meaning } {
  if (notice.kind === 'WEEKLY_SUMMARY') return { icon: CalendarDays, meaning: 'info' }
  if (notice.kind === 'CERTIFICATE_UNANCHORED') return { icon: Unlink, meaning: 'negative' }
  return isOver(notice, now) ? { icon: CircleX, meaning: 'negative' } : { icon: Clock, meaning: 'caution' }
}
