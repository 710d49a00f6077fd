export interface TabItem {
  key: string
  label: string
  count?: number | string
}

/** A tab that is a page of its own, with an address of its own. */
export interface TabLink extends TabItem {
  link: string
}
