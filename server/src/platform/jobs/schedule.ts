import { CronExpressionParser } from 'cron-parser'
import { OperatorFault } from '../operator-fault.ts'
import type { Job } from './job.ts'

/** Five fields, each of digits, names, ranges, lists and steps: what an operator's crontab knows. */
const FIELDS = /^[\dA-Za-z*,/-]+( [\dA-Za-z*,/-]+){4}$/
/** One of cron-parser's own signs: a time by chance, another one on each server. */
const BY_CHANCE = /(^|[ ,/-])h([ ,/-]|$)/i

const read = (cron: string, from: Date) => CronExpressionParser.parse(cron, { currentDate: from, tz: 'UTC' })

/** Whether the text is a schedule that ever comes. */
export function isCron(cron: string): boolean {
  if (!FIELDS.test(cron) || BY_CHANCE.test(cron)) return false
  try {
    read(cron, new Date(0)).next()
    return true
  } catch {
    return false
  }
}

/** The schedule's last instant up to `at`, itself included. UTC, whatever the time zone of the process. */
export const lastInstant = (cron: string, at: Date): Date =>
  read(cron, new Date(at.getTime() + 1))
    .prev()
    .toDate()

/** The schedule's first instant after `at`. */
export const nextInstant = (cron: string, at: Date): Date => read(cron, at).next().toDate()

/** `name=cron;name=cron` as pairs; null where the text is not of that form or a schedule is none. */
export function readSchedules(text: string): ReadonlyMap<string, string> | null {
  const pairs = text
    .split(';')
    .map(pair => pair.trim())
    .filter(Boolean)
    .map(pair => pair.split('=', 2).map(part => part.trim()) as [string, string | undefined])
  return pairs.every(([, cron]) => cron !== undefined && isCron(cron)) ? new Map(pairs as [string, string][]) : null
}

/** The jobs with what the operator decided in place of their own schedules. Throws `OperatorFault` for a name that is no job's. */
export function withSchedules(jobs: readonly Job[], text: string): Job[] {
  const schedules = readSchedules(text) ?? new Map<string, string>()
  const names = new Set(jobs.map(({ name }) => name))
  const unknown = [...schedules.keys()].filter(name => !names.has(name))
  if (unknown.length > 0)
    throw new OperatorFault(
      `PORTICO_JOB_SCHEDULES names what is no job: ${unknown.join(', ')}. The jobs are ${[...names].join(', ')}.`,
    )
  return jobs.map(job => (schedules.has(job.name) ? { ...job, cron: schedules.get(job.name)! } : job))
}
