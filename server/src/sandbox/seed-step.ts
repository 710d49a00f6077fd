import type { House } from '../compose.ts'

/** One part of the sandbox's seed. Existing sandboxes get at the next start what is new, so each looks for itself. */
export interface SeedStep {
  /** Whether nothing is missing; asked at each start, so a statement or two. */
  isWhole(house: House): Promise<boolean>
  /** Makes what is missing and leaves what is there, whether made by an earlier start, cut short, or by people. */
  run(house: House): Promise<void>
}
