import { createUnionType, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import type { JobOutcome } from '../platform/jobs/job-run.entity.ts'
import type { JobRunRow } from '../platform/jobs/job-runs.ts'
import { RefusalType } from '../refusal.types.ts'

export const JobOutcomeEnum = {
  DEAD: 'DEAD',
  DONE: 'DONE',
  FAILED: 'FAILED',
  LOST: 'LOST',
  RUNNING: 'RUNNING',
} as const
registerEnumType(JobOutcomeEnum, {
  name: 'JobOutcome',
  valuesConfig: {
    DEAD: { description: 'Failed, and is not tried again.' },
    FAILED: { description: 'Failed, and is tried again.' },
    LOST: { description: 'Its server ended in the middle.' },
  },
})

export const JobMisfireEnum = { RUN_ONCE: 'RUN_ONCE', SKIP: 'SKIP' } as const
registerEnumType(JobMisfireEnum, { name: 'JobMisfire', description: 'What becomes of a run that was missed.' })

@ObjectType({ simpleResolvers: true, description: 'A number that tells what a run did.' })
export class JobFact {
  @Field(() => String)
  declare name: string

  @Field(() => Int)
  declare value: number
}

@ObjectType({ description: 'One run of a job. Its times are real ones, but for `dueAt`.' })
export class JobRun {
  /** What `askedBy` is read from. */
  declare row: JobRunRow

  @Field(() => ID)
  declare id: string

  @Field(() => Int, { description: 'Which try of the same due time.' })
  declare attempt: number

  @Field(() => Date, { description: 'Business time it was for.' })
  declare dueAt: Date

  @Field(() => [JobFact])
  declare facts: JobFact[]

  @Field(() => Date, { nullable: true })
  declare finishedAt: Date | null

  @Field(() => JobOutcomeEnum)
  declare outcome: JobOutcome

  @Field(() => String, { nullable: true, description: 'Of a failure: a code.' })
  declare problem: string | null

  @Field(() => Date)
  declare startedAt: Date
}

@ObjectType({ description: 'Scheduled work of the house.' })
export class Job {
  @Field(() => ID, { description: 'Stable name, e.g. expiry-notices.' })
  declare id: string

  @Field(() => Int, { description: 'Tries in all.' })
  declare attempts: number

  @Field(() => String, { description: 'Five fields, in `timeZone`.' })
  declare cron: string

  @Field(() => JobMisfireEnum)
  declare misfire: keyof typeof JobMisfireEnum

  @Field(() => Date, { description: 'Business time.' })
  declare nextRunAt: Date

  @Field(() => [Int], { description: 'Seconds between the tries after a failure.' })
  declare pauses: number[]

  @Field(() => String)
  declare timeZone: string
}

export const RunJobResult = createUnionType({
  name: 'RunJobResult',
  types: () => [JobRun, RefusalType] as const,
})

export const toJobRun = (row: JobRunRow): JobRun =>
  Object.assign(new JobRun(), {
    row,
    id: row.id,
    attempt: row.attempt,
    dueAt: row.dueAt,
    facts: Object.entries(row.facts).map(([name, value]) => Object.assign(new JobFact(), { name, value })),
    finishedAt: row.finishedAt,
    outcome: row.outcome,
    problem: row.problem,
    startedAt: row.startedAt,
  })
