import { useFormat } from '@portico/web-core'
import { useI18n } from 'vue-i18n'
import { readSchedule } from './schedule.ts'
import type { Job, JobRun } from './trouble.ts'

/** Sunday, 4 January 1970, and the six days after it: any week will do. */
const SUNDAY = Date.UTC(1970, 0, 4)
const DAY = 86_400_000

/** What the server names by codes, in words; a code that is not known here stands for itself. */
export function useJobWords() {
  const { t, te, locale } = useI18n()
  const format = useFormat()
  const known = (key: string, otherwise: string) => (te(key) ? t(key) : otherwise)
  const weekday = (day: number) =>
    new Intl.DateTimeFormat(locale.value, { weekday: 'long', timeZone: 'UTC' }).format(SUNDAY + day * DAY)

  return {
    name: (id: string) => known(`jobs.job.${id}.name`, id),
    does: (id: string) => known(`jobs.job.${id}.does`, ''),
    schedule({ cron, timeZone }: Pick<Job, 'cron' | 'timeZone'>): string {
      const read = readSchedule(cron)
      if (!read) return ''
      if (read.kind === 'minutes') return t('jobs.schedule.minutes', { n: read.every }, read.every)
      if (read.kind === 'hourly') return t('jobs.schedule.hourly', { n: read.minute }, read.minute)
      if (read.kind === 'daily') return t('jobs.schedule.daily', { time: read.time, zone: timeZone })
      return t('jobs.schedule.weekly', { day: weekday(read.day), time: read.time, zone: timeZone })
    },
    /** What a run did, in counted words; empty while it is not known. */
    did(id: string, { facts, outcome }: Pick<JobRun, 'facts' | 'outcome'>): string {
      if (outcome !== 'DONE') return ''
      const told = facts.filter(({ value }) => value > 0)
      if (told.length === 0) return t('jobs.nothingToDo')
      return format.value.list(
        told.map(({ name, value }) => {
          const n = format.value.number(value)
          const key = `jobs.fact.${id}.${name}`
          return te(key) ? t(key, { n }, value) : t('jobs.otherFact', { name, n })
        }),
      )
    },
    runProblem: (code: string) => known(`jobs.problem.${code}`, t('jobs.otherProblem', { code })),
    template: (code: string) => known(`jobs.template.${code}`, code),
    channel: (code: string) => known(`jobs.channel.${code}`, code),
    mailProblem: (code: string) => ({
      what: known(`jobs.mailProblem.${code}.what`, t('jobs.otherMailProblem.what', { code })),
      todo: known(`jobs.mailProblem.${code}.todo`, t('jobs.otherMailProblem.todo')),
    }),
  }
}
