/** One of the choices of a combobox. */
export interface ComboboxOption {
  value: string
  label: string
  /** What it is, under its name. */
  hint?: string
}
