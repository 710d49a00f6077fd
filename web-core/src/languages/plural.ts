const ORDER = ['zero', 'one', 'two', 'few', 'many', 'other'] as const

/**
 * Which of a message's `|` forms a number takes. Forms stand in CLDR order and each language writes exactly
 * those it has: en 2 (one, other), fr 3 (one, many, other), ar 6.
 */
export function pluralRule(language: string): (n: number, forms: number) => number {
  const rules = new Intl.PluralRules(language)
  const own = rules.resolvedOptions().pluralCategories
  const forms = ORDER.filter(category => own.includes(category))
  return (n, count) => Math.min(forms.indexOf(rules.select(n)), count - 1)
}
