import type { Language } from './languages.ts'

/** A text for each plural form of a language; `{n}` is the number. Forms that are not given read as `other`. */
export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

/** The form of a number by the language's rules: Arabic has six (CLDR). */
export const counted = (language: Language, n: number, forms: PluralForms): string =>
  (forms[new Intl.PluralRules(language).select(n)] ?? forms.other).replaceAll('{n}', String(n))
