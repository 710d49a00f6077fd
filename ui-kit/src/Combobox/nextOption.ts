/**
 * Where an arrow leads among `count` choices, from `at` (-1: none is marked). Round at both ends, as the ARIA practices allow;
 * undefined for every other key.
 */
export function nextOption(key: string, at: number, count: number): number | undefined {
  if (count === 0) return undefined
  if (key === 'ArrowDown') return at + 1 < count ? at + 1 : 0
  if (key === 'ArrowUp') return at > 0 ? at - 1 : count - 1
  return undefined
}
