import { DAY } from '../../platform/clock/clock.ts'

/**
 * When an end is announced (R-NOT-01, 03, 04, 06): pure arithmetic of UTC days, which have 24 hours each, whatever time
 * zone the process is in.
 */

/** The UTC midnight that a day began with. */
export const midnightOf = (instant: Date): Date => new Date(Math.floor(instant.getTime() / DAY) * DAY)

/** The instant so many UTC days later. */
export const daysAfter = (instant: Date, days: number): Date => new Date(instant.getTime() + days * DAY)

/**
 * For each number of days left, from 0 on, the threshold it stands under: the one that was passed last. Beyond the
 * largest of them nothing is announced yet.
 */
export function thresholdsByDaysLeft(days: readonly number[]): number[] {
  const ascending = [...days].sort((a, b) => a - b)
  return Array.from({ length: (ascending.at(-1) ?? -1) + 1 }, (_, left) => ascending.find(day => day >= left)!)
}
