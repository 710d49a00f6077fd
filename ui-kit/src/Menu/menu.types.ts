import type { Icon } from '../kit/icon.ts'

/** One entry of a menu: a way to go (`link`, `href`) or something to do (`select`). */
export interface MenuItem {
  key: string
  label: string
  icon?: Icon
  link?: string
  href?: string
  download?: boolean | string
  danger?: boolean
  disabled?: boolean
  separatorBefore?: boolean
  /** Given, the entry is one of a choice (menuitemradio): languages, themes. */
  checked?: boolean
  /** Language of the label where it is not the page's. */
  lang?: string
}
