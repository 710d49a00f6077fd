import type { Icon } from '../kit/icon.ts'
import type { Meaning } from '../kit/meaning.ts'

/** One event: what, why, who, when. */
export interface TimelineItem {
  key: string
  text: string
  quote?: string
  by?: string
  /** For people: "16 Nov 2026, 09:12". */
  at?: string
  /** For machines: ISO 8601. */
  datetime?: string
  icon?: Icon
  meaning?: Meaning
}
