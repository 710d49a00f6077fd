/** One comparison: how we stand beside a rival in the same run. Absolute figures wander between machines; ratios stay. */
export interface Measurement {
  name: string
  /** Ours ÷ theirs. */
  ratio: number
  /** What it must keep to: at least for speeds, at most for costs. */
  target?: { least: number } | { most: number }
  /** Ratio of the worst and the best round, for judging how far the median can be trusted. */
  spread?: readonly [number, number]
  /** Figures behind the ratio, with their unit in the name. */
  detail?: Record<string, number | string>
}

/** A bench by name; `needs` is the variable it cannot run without. */
export interface Bench {
  name: string
  about: string
  needs?: string
  run(): Promise<Measurement | Measurement[]>
}

/** Whether the ratio keeps to its target; undefined when it has none. */
export function keeps({ ratio, target }: Measurement): boolean | undefined {
  if (!target) return undefined
  return 'least' in target ? ratio >= target.least : ratio <= target.most
}

/** The middle value; the mean of the two middle ones for an even count. Throws on nothing. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.ceil(sorted.length / 2) - 1]
  if (upper === undefined || lower === undefined) throw new Error('median of nothing')
  return (upper + lower) / 2
}
