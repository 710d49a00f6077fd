/**
 * What must have been told, worked out day by day from the rules alone and in memory: no SQL, nothing of the product's
 * (R-NOT-01, 03, 04, 06). The storm is judged by it.
 */
export const THRESHOLDS = [30, 15, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0] as const
/** More notices of one run than this come to a person in one mail. */
export const DIGEST_OVER = 10
export const DAY = 86_400_000

/** Something that expires. One that was renewed, distrusted or whose partner was deactivated is not `live`. */
export interface Thing {
  kind: string
  id: string
  /** Milliseconds. */
  ends: number
  since: number
  live: boolean
  recipients: readonly string[]
}

/** One thing told to one person. */
export interface Told {
  kind: string
  objectId: string
  ends: number
  threshold: number
  recipientId: string
}

export const keyOf = ({ kind, objectId, ends, threshold, recipientId }: Told): string =>
  [kind, objectId, ends, threshold, recipientId].join(' ')

const dayOf = (instant: number): number => Math.floor(instant / DAY)

/** Keeps the books: `sweep` says what a day brings, once. */
export class Model {
  readonly things: Thing[] = []
  readonly expected: Told[] = []
  /** Mails by what they must carry: keys of notices, one for a notice, many for a digest. */
  readonly mails: { recipientId: string; keys: readonly string[] }[] = []
  readonly #announced = new Set<string>()

  sweep(at: number): void {
    const today: Told[] = []
    for (const thing of this.things.filter(({ live }) => live)) {
      const left = dayOf(thing.ends) - dayOf(at)
      const threshold = THRESHOLDS.filter(days => days >= left).at(-1)
      if (left < 0 || threshold === undefined) continue
      const began = (dayOf(thing.ends) - threshold) * DAY
      const once = `${thing.kind} ${thing.id} ${thing.ends} ${threshold}`
      if (began < thing.since || this.#announced.has(once)) continue
      this.#announced.add(once)
      for (const recipientId of thing.recipients)
        today.push({ kind: thing.kind, objectId: thing.id, ends: thing.ends, threshold, recipientId })
    }
    this.expected.push(...today)
    for (const [recipientId, told] of Map.groupBy(today, ({ recipientId }) => recipientId)) {
      const keys = told.map(keyOf)
      if (keys.length > DIGEST_OVER) this.mails.push({ recipientId, keys })
      else this.mails.push(...keys.map(key => ({ recipientId, keys: [key] })))
    }
  }
}
