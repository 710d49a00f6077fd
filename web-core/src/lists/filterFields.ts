/** One filter of a list page: a field to type in, or a choice when it has options. */
export interface FilterField<F extends string = string> {
  name: F
  label: string
  /** Without "all", which every choice has. */
  options?: { value: string; label: string }[]
  /** The options are many: they are found by typing. */
  searched?: boolean
  /** What "all" is called, where "All" does not fit: "Any time". */
  allLabel?: string
  /** Ids and codes are written left to right in every language. */
  ltr?: boolean
  /** A UTC day, chosen or typed; its value is yyyy-MM-dd. */
  date?: boolean
  /** How an applied value reads in its chip, where it is not what was typed. */
  shown?: (value: string) => string
}

/** The chips of what is applied, in the order of the fields, in the words of the fields. */
export function chipsOf<F extends string>(
  fields: readonly FilterField<F>[],
  filters: Partial<Record<F, string>>,
  say: (name: string, value: string) => string,
): { key: F; label: string }[] {
  return fields.flatMap(({ name, label, options, shown }) => {
    const value = filters[name]
    if (!value) return []
    return [
      {
        key: name,
        label: say(label, options?.find(option => option.value === value)?.label ?? shown?.(value) ?? value),
      },
    ]
  })
}

/** What stays applied after one chip was taken away. */
export function without<F extends string>(
  filters: Partial<Record<F, string>>,
  name: string,
): Partial<Record<F, string>> {
  return Object.fromEntries(Object.entries(filters).filter(([key]) => key !== name)) as Partial<Record<F, string>>
}
