import { defineEntity, p } from '@mikro-orm/core'

/** One run of a job, for the administrators' page and to know what was missed while no server ran. */
export const JobRunEntity = defineEntity({
  name: 'JobRun',
  tableName: 'job_run',
  indexes: [
    { properties: ['job', 'startedAt', 'id'] },
    { properties: ['job', 'outcome', 'dueAt'] },
    { properties: ['startedAt'] },
  ],
  properties: {
    id: p.string().length(36).primary(),
    job: p.string().length(64),
    /** Business time the run was for: what is due is judged at it. */
    dueAt: p.datetime(3),
    /** Real time, as `finishedAt`. */
    startedAt: p.datetime(3),
    finishedAt: p.datetime(3).nullable(),
    /** `JobOutcome`. */
    outcome: p.string().length(16),
    /** Which try of the same due time. */
    attempt: p.integer(),
    /** What it did, in numbers. */
    facts: p.json<Readonly<Record<string, number>>>(),
    /** Of a failure: a code, nothing personal. */
    problem: p.string().length(64).nullable(),
    /** Who asked for it by hand; null: its schedule. */
    askedBy: p.string().length(36).nullable(),
  },
})

/** FAILED is tried again; DEAD was tried as often as the job allows. LOST: its server ended in the middle. */
export type JobOutcome = 'RUNNING' | 'DONE' | 'FAILED' | 'DEAD' | 'LOST'
