import type {
  JobId,
  JobParameters,
  JobRepository,
  JobRepositoryOptions,
  JobsOverview,
  JobsQueryOptions,
  JobsResult,
  JobState,
  JobWithState,
  RemoveJobsOptions,
} from 'agenda'
import { newId } from '../ids/ids.ts'
import { debounced } from './memory-debounce.ts'
import { isLike, matches, sorted, stateOf } from './memory-query.ts'

type Stored = JobParameters & { _id: JobId }

/** Agenda's published repository over a map. What goes in and out is copied: nobody holds on to what is stored. */
export class MemoryJobRepository implements JobRepository {
  readonly #jobs = new Map<string, Stored>()

  async connect(): Promise<void> {}

  async queryJobs(options: JobsQueryOptions = {}): Promise<JobsResult> {
    const { state, search, includeDisabled = true, sort, skip = 0, limit = 0 } = options
    const now = new Date()
    const found = this.#all()
      .filter(job => matches(job, options, true))
      .filter(job => !search || job.name.toLowerCase().includes(search.toLowerCase()))
      .filter(job => includeDisabled || !job.disabled)
      .map((job): JobWithState => ({ ...copy(job), state: stateOf(job, now) }))
      .filter(job => !state || (state === 'paused' ? job.disabled === true : job.state === state))
    const page = sorted(found, sort ?? { nextRunAt: 'desc', lastRunAt: 'desc' })
    return { jobs: page.slice(skip, limit > 0 ? skip + limit : undefined), total: found.length }
  }

  async getJobsOverview(): Promise<JobsOverview[]> {
    const now = new Date()
    return (await this.getDistinctJobNames()).map(name => {
      const jobs = this.#all().filter(job => job.name === name)
      const count = (state: JobState) => jobs.filter(job => stateOf(job, now) === state).length
      return {
        name,
        total: jobs.length,
        running: count('running'),
        scheduled: count('scheduled'),
        queued: count('queued'),
        completed: count('completed'),
        failed: count('failed'),
        repeating: count('repeating'),
        paused: jobs.filter(({ disabled }) => disabled === true).length,
      }
    })
  }

  async getDistinctJobNames(): Promise<string[]> {
    return [...new Set(this.#all().map(({ name }) => name))]
  }

  async getJobById(id: string): Promise<JobParameters | null> {
    const job = this.#jobs.get(id)
    return job ? copy(job) : null
  }

  async getQueueSize(): Promise<number> {
    const now = new Date()
    return this.#all().filter(({ nextRunAt }) => nextRunAt && nextRunAt < now).length
  }

  async removeJobs(options: RemoveJobsOptions): Promise<number> {
    const gone = this.#all().filter(job => matches(job, options, false))
    for (const { _id } of gone) this.#jobs.delete(_id)
    return gone.length
  }

  async disableJobs(options: RemoveJobsOptions): Promise<number> {
    return this.#switch(options, true)
  }

  async enableJobs(options: RemoveJobsOptions): Promise<number> {
    return this.#switch(options, false)
  }

  async purgeAllJobs(): Promise<number> {
    const { size } = this.#jobs
    this.#jobs.clear()
    return size
  }

  async saveJob<DATA = unknown>(
    job: JobParameters<DATA>,
    options: JobRepositoryOptions | undefined,
  ): Promise<JobParameters<DATA>> {
    const { _id, unique, uniqueOpts, ...given } = copy(job as JobParameters)
    const props = { ...given, ...by(options) }
    const now = new Date()
    const answer = (stored: Stored) => copy(stored) as JobParameters<DATA>
    if (_id) {
      const own = this.#jobs.get(_id)
      return own?.name === job.name ? answer(Object.assign(own, props)) : job
    }
    if (job.type === 'single') {
      const { nextRunAt, ...others } = props
      const own = this.#all().find(other => other.name === job.name && other.type === 'single')
      // A time that has passed already is written over none that is there.
      if (own) return answer(Object.assign(own, nextRunAt && nextRunAt <= now ? others : props))
    } else if (unique) {
      const own = this.#all().find(other => other.name === job.name && isLike(other, unique))
      const debounce = uniqueOpts?.debounce
      if (own && uniqueOpts?.insertOnly && !debounce) return answer(own)
      const set = debounce ? { ...props, ...debounced(own, debounce, now) } : props
      if (own) return answer(Object.assign(own, set))
      return answer(this.#insert(set))
    }
    return answer(this.#insert(props))
  }

  async saveJobState(job: JobParameters, options: JobRepositoryOptions | undefined): Promise<void> {
    const own = job._id && this.#jobs.get(job._id)
    if (!own || own.name !== job.name) throw new Error(`There is no job ${job._id} (${job.name}).`)
    const { lockedAt, nextRunAt, lastRunAt, progress, failReason, failCount, failedAt, lastFinishedAt } = copy(job)
    Object.assign(own, { lockedAt, lastRunAt, progress, failReason, failCount, failedAt, lastFinishedAt })
    Object.assign(own, { nextRunAt: nextRunAt ?? null, ...by(options) })
  }

  async lockJob(job: JobParameters, options: JobRepositoryOptions | undefined): Promise<JobParameters | undefined> {
    const own = job._id && this.#jobs.get(job._id)
    const unchanged = own && own.name === job.name && own.nextRunAt?.getTime() === job.nextRunAt?.getTime()
    return unchanged && !own.lockedAt && !own.disabled ? this.#lock(own, new Date(), options) : undefined
  }

  /** Not of a job that has no next time: it is being done. */
  async unlockJob(job: JobParameters): Promise<void> {
    const own = job._id && this.#jobs.get(job._id)
    if (own?.nextRunAt) delete own.lockedAt
  }

  async unlockJobs(ids: (JobId | string)[]): Promise<void> {
    for (const id of ids) delete this.#jobs.get(id)?.lockedAt
  }

  async getNextJobToRun(
    name: string,
    nextScanAt: Date,
    lockDeadline: Date,
    now: Date | undefined,
    options: JobRepositoryOptions | undefined,
  ): Promise<JobParameters | undefined> {
    const due = this.#all().filter(
      job =>
        job.name === name &&
        !job.disabled &&
        (job.lockedAt ? job.lockedAt <= lockDeadline : job.nextRunAt !== null && job.nextRunAt <= nextScanAt),
    )
    const [first] = sorted(due, { nextRunAt: 'asc', priority: 'desc' })
    return first && this.#lock(first, now ?? new Date(), options)
  }

  #lock(job: Stored, at: Date, options: JobRepositoryOptions | undefined): JobParameters {
    return copy(Object.assign(job, { lockedAt: at, ...by(options) }))
  }

  #insert(props: JobParameters): Stored {
    const job = { ...props, _id: newId() as JobId }
    this.#jobs.set(job._id, job)
    return job
  }

  #switch(options: RemoveJobsOptions, disabled: boolean): number {
    const found = this.#all().filter(job => matches(job, options, false) && job.disabled !== disabled)
    for (const job of found) job.disabled = disabled
    return found.length
  }

  #all = (): Stored[] => [...this.#jobs.values()]
}

const copy = <T>(job: T): T => structuredClone(job)

/** Who changed it last. */
const by = (options: JobRepositoryOptions | undefined): Pick<JobParameters, 'lastModifiedBy'> =>
  options?.lastModifiedBy ? { lastModifiedBy: options.lastModifiedBy } : {}
