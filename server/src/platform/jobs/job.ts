/** Numbers that tell what a run did, e.g. `{ notices: 12 }`; shown to administrators. */
export type JobFacts = Readonly<Record<string, number>>

/** The rules of most jobs: at each UTC midnight, caught up once, tried four times within three quarters of an hour. */
export const nightly = {
  cron: '0 0 * * *',
  timeZone: 'UTC',
  overlap: 'skip',
  misfire: 'run-once',
  retry: { attempts: 4, pauses: [60_000, 600_000, 1_800_000] },
  priority: 0,
} as const satisfies Omit<Job, 'name' | 'run'>

/**
 * Scheduled work. It asks "what is due at this instant and not yet done?", so that a missed day is caught up by the next
 * run and a second run of the same day does nothing (architecture §3, rule 9): the scheduler only rings the bell, and may
 * ring twice.
 */
export interface Job {
  /** Stable id, e.g. `expiry-notices`; portals put it into words. */
  readonly name: string
  /** Five fields, read in UTC against business time. */
  readonly cron: string
  readonly timeZone: 'UTC'
  /** A run that begins while another server or an earlier run is at it: does nothing. */
  readonly overlap: 'skip'
  /** After downtime: once, at once, however many were missed; or not before the next time. */
  readonly misfire: 'run-once' | 'skip'
  /** After a failure: that many tries in all, with these milliseconds between them. */
  readonly retry: { readonly attempts: number; readonly pauses: readonly number[] }
  /** Of jobs due together the higher goes first: notices go before what deactivates. */
  readonly priority: number
  /** `at`: business time of the run. Throws when it failed; what it wrote so far must be safe to do again. */
  run(at: Date): Promise<JobFacts>
}
