import DataLoader from 'dataloader'
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { Allow } from '../platform/graphql/allow.ts'
import { memo, type OperationContext } from '../platform/graphql/context.ts'
import { fault } from '../platform/graphql/errors.ts'
import type { JobRunRow } from '../platform/jobs/job-runs.ts'
import type { Scheduler } from '../platform/jobs/scheduler.ts'
import { isRefusal, type Refusal } from '../platform/refusal/refusal.ts'
import type { JobService } from './job.service.ts'
import { Job, JobRun, RunJobResult, toJobRun } from './job.types.ts'
import type { OperationsPeople } from './people.port.ts'

export interface JobEdge {
  jobs: Scheduler
  service: JobService
  people: OperationsPeople
}

/** Runs that a job is asked for at once. */
const MOST_RUNS = 50

/** What administrators see of scheduled work, and running one by hand. */
@Resolver(() => Job)
export class JobResolver {
  readonly #edge: JobEdge

  constructor(edge: JobEdge) {
    this.#edge = edge
  }

  @Query(() => [Job], { description: 'In the order in which those due together go.' })
  @Allow('job.read')
  async jobs(): Promise<Job[]> {
    const { jobs } = this.#edge
    const next = await jobs.nextRuns()
    return jobs.jobs.map(({ name, cron, misfire, retry, timeZone }) =>
      Object.assign(new Job(), {
        id: name,
        attempts: retry.attempts,
        cron,
        misfire: misfire === 'skip' ? ('SKIP' as const) : ('RUN_ONCE' as const),
        nextRunAt: next.get(name)!,
        pauses: retry.pauses.map(milliseconds => Math.round(milliseconds / 1_000)),
        timeZone,
      }),
    )
  }

  @Mutation(() => RunJobResult, {
    description:
      'Runs a job now, whatever its schedule says. Answers with the finished run, or after seconds with the running one.',
  })
  @Allow('job.run')
  async runJob(@Arg('id', () => ID) id: string, @Ctx() { principal }: OperationContext): Promise<JobRun | Refusal> {
    const run = await this.#edge.service.run(principal!, id)
    return isRefusal(run) ? run : toJobRun(run)
  }

  @FieldResolver(() => JobRun, { nullable: true })
  async lastRun(@Root() { id }: Job, @Ctx() context: OperationContext): Promise<JobRun | null> {
    const [last] = await this.#runs(context, 1).load(id)
    return last ? toJobRun(last) : null
  }

  @FieldResolver(() => [JobRun], { description: 'The latest, newest first; up to 50.' })
  async runs(
    @Root() { id }: Job,
    @Arg('first', () => Int, { nullable: true, defaultValue: 10 }) given: number | null,
    @Ctx() context: OperationContext,
  ): Promise<JobRun[]> {
    const first = given ?? 10
    if (first < 1 || first > MOST_RUNS) throw fault('BAD_USER_INPUT', `first must be 1 to ${MOST_RUNS}.`)
    return (await this.#runs(context, first).load(id)).map(toJobRun)
  }

  /** Every job's runs in one statement, however many jobs are asked about. */
  #runs = (context: OperationContext, most: number): DataLoader<string, JobRunRow[]> =>
    memo(context, `runs of jobs, ${most}`, () => {
      return new DataLoader<string, JobRunRow[]>(async names => {
        const runs = await this.#edge.jobs.runs.latest(names, most)
        return names.map(name => runs.get(name)!)
      })
    })
}

@Resolver(() => JobRun)
export class JobRunResolver {
  readonly #edge: JobEdge

  constructor(edge: JobEdge) {
    this.#edge = edge
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Username of who asked for it by hand; null: its schedule.',
  })
  async askedBy(@Root() { row }: JobRun, @Ctx() context: OperationContext): Promise<string | null> {
    if (row.askedBy === null) return null
    const names = memo(context, 'names of who ran jobs', () => {
      return new DataLoader<string, string | null>(async ids => {
        const found = await this.#edge.people.names(ids)
        return ids.map(id => found.get(id) ?? null)
      })
    })
    return names.load(row.askedBy)
  }
}
