/** What every field has. */
export interface FieldProps {
  label: string
  /** Stands before the field, never inside it. */
  hint?: string
  /** What happened and what to do; marks the field as wrong. */
  error?: string
  /** Optional fields are marked, required ones are the rule. */
  optional?: boolean
  id?: string
  name?: string
  disabled?: boolean
}

export type FieldWidth = 'short' | 'medium' | 'full'

export interface ChoiceOption {
  value: string
  label: string
  hint?: string
  disabled?: boolean
}
