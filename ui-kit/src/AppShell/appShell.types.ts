import type { Icon } from '../kit/icon.ts'

/** One place in the main navigation. */
export interface NavItem {
  key: string
  label: string
  link: string
  icon?: Icon
  /** The page being shown is this one or lies below it. */
  current?: boolean
  /** What waits there. */
  count?: number | string
  /** Read out before the count: "needs attention". */
  countLabel?: string
}
