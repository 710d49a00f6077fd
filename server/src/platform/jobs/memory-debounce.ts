import type { DebounceOptions, JobParameters } from 'agenda'

/** What of a job changes when it is asked for once more before it ran: it waits for the last of those who ask, or not at all. */
export function debounced(
  own: JobParameters | undefined,
  { delay, maxWait, strategy }: DebounceOptions,
  now: Date,
): Partial<JobParameters> {
  const startedAt = own ? (own.debounceStartedAt ?? now) : now
  if (strategy === 'leading') return { debounceStartedAt: startedAt, ...(own ? { nextRunAt: own.nextRunAt } : {}) }
  if (own && maxWait && now.getTime() - startedAt.getTime() >= maxWait)
    return { nextRunAt: now, debounceStartedAt: undefined } as Partial<JobParameters>
  return { nextRunAt: new Date(now.getTime() + delay), debounceStartedAt: startedAt }
}
