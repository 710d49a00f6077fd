/** Which entry of a menu or tab list a key leads to: arrows go round, Home and End to the ends, letters to the next entry that starts so. */

/** Index to focus next, or undefined when the key means nothing here. `labels` in order, `at` the entry that has the focus. */
export function nextEntry(key: string, at: number, labels: readonly string[]): number | undefined {
  const count = labels.length
  if (count === 0) return undefined
  if (key === 'ArrowDown') return (at + 1) % count
  if (key === 'ArrowUp') return (at - 1 + count) % count
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  if ([...key].length !== 1 || key === ' ') return undefined
  const letter = key.toLocaleLowerCase()
  for (let step = 1; step <= count; step += 1) {
    const candidate = (at + step) % count
    if (labels[candidate]?.trim().toLocaleLowerCase().startsWith(letter)) return candidate
  }
  return undefined
}
