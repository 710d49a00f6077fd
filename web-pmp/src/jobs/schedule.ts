/** A schedule that can be said in words. Times are those of the schedule's own zone. */
export type Schedule =
  | { kind: 'minutes'; every: number }
  | { kind: 'hourly'; minute: number }
  | { kind: 'daily'; time: string }
  /** `day` 0 is Sunday. */
  | { kind: 'weekly'; day: number; time: string }

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const number = (field: string, most: number): number | null => {
  const value = /^\d{1,2}$/.test(field) ? Number(field) : Number.NaN
  return value <= most ? value : null
}

/** Reads the five fields of a cron expression; null when it is none of the plain ones, and is shown as it stands. */
export function readSchedule(cron: string): Schedule | null {
  const [minute = '', hour = '', dayOfMonth, month, weekday = '', ...rest] = cron.trim().split(/\s+/)
  if (rest.length > 0 || dayOfMonth !== '*' || month !== '*') return null
  if (hour === '*' && weekday === '*') {
    const every = minute === '*' ? 1 : number(minute.replace(/^\*\//, ''), 59)
    if (every === null) return null
    if (minute === '*' || minute.startsWith('*/'))
      return every > 0 && 60 % every === 0 ? { kind: 'minutes', every } : null
    return { kind: 'hourly', minute: every }
  }
  const [at, to] = [number(hour, 23), number(minute, 59)]
  if (at === null || to === null) return null
  const time = `${String(at).padStart(2, '0')}:${String(to).padStart(2, '0')}`
  if (weekday === '*') return { kind: 'daily', time }
  const day = number(weekday, 7)
  return day === null ? null : { kind: 'weekly', day: day % 7, time }
}

/** Milliseconds between two times of a schedule; null for those that are not read. */
export function periodOf(cron: string): number | null {
  const schedule = readSchedule(cron)
  if (!schedule) return null
  if (schedule.kind === 'minutes') return schedule.every * MINUTE
  return { hourly: HOUR, daily: DAY, weekly: 7 * DAY }[schedule.kind]
}
