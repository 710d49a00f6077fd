/** A figure and its word. `value` is shown as it is (format numbers before); null: still loading. */
export interface StatCount {
  label: string
  value: string | number | null
}
