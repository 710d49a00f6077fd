/** A label and its value. A value that is missing is shown as a dash. */
export interface FactItem {
  key: string
  label: string
  value?: string | null
  /** An identifier: left-to-right, in the mono face. */
  mono?: boolean
}
