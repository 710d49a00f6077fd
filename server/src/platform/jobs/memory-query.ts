import type { JobId, JobParameters, JobsSort, JobState, RemoveJobsOptions } from 'agenda'

type Stored = JobParameters & { _id: JobId }

/**
 * Whether a job is one of those that the options name; every option given must hold. Without any: all jobs where
 * `everything`, otherwise none, so that nobody removes them all by a slip.
 */
export function matches(job: Stored, options: RemoveJobsOptions, everything: boolean): boolean {
  const { id, ids, name, names, notNames, data } = options
  const wishes: boolean[] = []
  if (id) wishes.push(job._id === String(id))
  else if (ids && ids.length > 0) wishes.push(ids.map(String).includes(job._id))
  if (name) wishes.push(job.name === name)
  else if (names && names.length > 0) wishes.push(names.includes(job.name))
  else if (notNames && notNames.length > 0) wishes.push(!notNames.includes(job.name))
  if (data !== undefined) wishes.push(contains(job.data, data))
  return wishes.length > 0 ? wishes.every(Boolean) : everything
}

/** Whether fields named by paths (`data.userId`) have these values. */
export const isLike = (job: Stored, wish: Record<string, unknown>): boolean =>
  Object.entries(wish).every(([path, value]) => {
    const found = path.split('.').reduce<unknown>((within, part) => (within as Record<string, unknown>)?.[part], job)
    return contains(found, value)
  })

/** Plain objects may hold more than was asked for; everything else is equal or not. */
function contains(value: unknown, wish: unknown): boolean {
  if (wish === null || typeof wish !== 'object' || Object.getPrototypeOf(wish) !== Object.prototype)
    return JSON.stringify(value) === JSON.stringify(wish)
  return Object.entries(wish).every(([key, inner]) => contains((value as Record<string, unknown> | null)?.[key], inner))
}

/** A sorted copy; what is missing comes before everything else. */
export function sorted<T extends JobParameters>(jobs: readonly T[], by: JobsSort): T[] {
  const keys = Object.entries(by) as [keyof JobsSort, 'asc' | 'desc'][]
  return [...jobs].sort((a, b) => {
    for (const [key, direction] of keys) {
      const order = compare(a[key], b[key])
      if (order !== 0) return direction === 'asc' ? order : -order
    }
    return 0
  })
}

function compare(a: unknown, b: unknown): number {
  const [one, other] = [comparable(a), comparable(b)]
  if (one === null || other === null)
    return Number(other === null) * Number(one !== null) || -Number(one === null && other !== null)
  return one < other ? -1 : Number(one > other)
}

const comparable = (value: unknown): number | string | null =>
  value === undefined || value === null
    ? null
    : value instanceof Date
      ? value.getTime()
      : typeof value === 'number'
        ? value
        : JSON.stringify(value)

/** As Agenda computes it of any backend's jobs (its `computeJobState`), without loading the library. */
export function stateOf(
  { lockedAt, lastFinishedAt, failedAt, nextRunAt, repeatInterval }: JobParameters,
  now: Date,
): JobState {
  if (lockedAt) return 'running'
  if (failedAt && (!lastFinishedAt || failedAt >= lastFinishedAt)) return 'failed'
  if (repeatInterval) return 'repeating'
  if (nextRunAt) return nextRunAt > now ? 'scheduled' : 'queued'
  return 'completed'
}
