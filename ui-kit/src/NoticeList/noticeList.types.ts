import type { Icon } from '../kit/icon.ts'
import type { Meaning } from '../kit/meaning.ts'

export interface NoticeItem {
  key: string
  /** What happened, as a link to what it is about: "Issuing CA 3 expires in 12 days". */
  title: string
  link?: string
  /** What follows from it, and what to do. */
  text: string
  /** "Today", "19 November". */
  when: string
  datetime: string
  icon?: Icon
  meaning?: Meaning
  /** Not seen before: tinted, and said in words. */
  fresh?: boolean
  /** Name of its button, "Dismiss: Issuing CA 3 expires in 12 days"; absent: it cannot be dismissed. */
  dismissName?: string
}
