/** NFC, trimmed, inner spaces collapsed; the case stays (decisions §3, R-CRT-09). */
export function tidyOrganisation(name: string): string {
  return name.normalize('NFC').trim().replace(/\s+/gu, ' ')
}

/** Where two names part, so that a person can see it: position counted from 1, in characters. */
export interface OrganisationDifference extends Record<string, string | number> {
  position: number
  /** The registered name's characters from there that the other lacks, and the other way round. */
  expected: string
  actual: string
  kind: 'case' | 'missing' | 'extra' | 'different'
}

/** Undefined when the names are the same after tidying. */
export function compareOrganisations(registered: string, found: string): OrganisationDifference | undefined {
  const a = [...tidyOrganisation(registered)]
  const b = [...tidyOrganisation(found)]
  if (a.join('') === b.join('')) return undefined
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let tail = 0
  while (tail < a.length - start && tail < b.length - start && a.at(-1 - tail) === b.at(-1 - tail)) tail++
  const expected = a.slice(start, a.length - tail).join('')
  const actual = b.slice(start, b.length - tail).join('')
  const kind =
    a.join('').toLowerCase() === b.join('').toLowerCase()
      ? 'case'
      : actual === ''
        ? 'missing'
        : expected === ''
          ? 'extra'
          : 'different'
  return { position: start + 1, expected, actual, kind }
}
