import type { Icon } from '../kit/icon.ts'
import type { Meaning } from '../kit/meaning.ts'

export interface AttentionItem {
  key: string
  /** What waits, as a link: "14 policy requests to decide". */
  text: string
  link: string
  /** The oldest or first of them. */
  detail?: string
  /** "in 12 days", "6 days old". */
  when?: string
  urgent?: boolean
  icon?: Icon
  meaning?: Meaning
}
