import { Ban, CircleCheck, CircleX, Clock, Info } from '@lucide/vue'
import type { Icon } from './icon.ts'

/** What a colour stands for. Never shown by colour alone: always with an icon and words. */
export type Meaning = 'positive' | 'caution' | 'negative' | 'info' | 'neutral'

/** Same meaning, same icon. */
export const meaningIcons: Record<Meaning, Icon> = {
  positive: CircleCheck,
  caution: Clock,
  negative: CircleX,
  info: Info,
  neutral: Ban,
}
