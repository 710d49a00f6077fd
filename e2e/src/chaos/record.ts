import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import type { Connection, RowDataPacket } from 'mysql2/promise'

/** What of a notice tells which mail carries it. */
export interface Caused {
  id: string
  object_id: string
  recipient_id: string
  run_id: string
}

export interface MessageRow extends RowDataPacket {
  id: string
  template: string
  status: string
  recipient_id: string
  cause_id: string
  problem: string | null
}

/** Which of the notices a mail carries: all of a run for a digest, one for any other; none where its notice is missing. */
export function carriedBy<N extends Caused>(notices: readonly N[]): (message: MessageRow) => readonly N[] {
  const ofRun = Map.groupBy(notices, ({ run_id, recipient_id }) => `${run_id} ${recipient_id}`)
  const byId = Map.groupBy(notices, ({ id }) => id)
  return ({ template, cause_id, recipient_id }) =>
    (template === 'notice.digest' ? ofRun.get(`${cause_id} ${recipient_id}`) : byId.get(cause_id)) ?? []
}

interface Line extends RowDataPacket {
  event: string
  subject_id: string
  message_id: string | null
}

/**
 * What is wrong with the record of notices and mails (partner-management §5.7): one line for each notice that was made, one
 * for each that a sent mail told of, and none for what did not happen. `dead`: objects of which a digest may say nothing.
 */
export async function judgeRecord(
  db: Connection,
  notices: readonly Caused[],
  messages: readonly MessageRow[],
  dead: ReadonlySet<string>,
): Promise<{ wrong: Record<string, string[]>; lines: number }> {
  const [lines] = await db.query<Line[]>(
    `select event, subject_id, json_unquote(json_extract(facts, '$.messageId')) as message_id
      from audit_record where subject_type = 'notice' and (event like 'notice.%.created' or event like 'notice.%.mailed')`,
  )
  const created = lines.filter(({ event }) => event.endsWith('.created')).map(({ subject_id }) => subject_id)
  const ids = notices.map(({ id }) => id)

  const carried = carriedBy(notices)
  const must: string[] = []
  const may: string[] = []
  for (const message of messages)
    if (message.status === 'SENT')
      for (const notice of carried(message))
        (dead.has(notice.object_id) ? may : must).push(`${message.id} ${notice.id}`)
  const mailed = lines
    .filter(({ event }) => event.endsWith('.mailed'))
    .map(({ subject_id, message_id }) => `${message_id} ${subject_id}`)
  return {
    wrong: {
      'notices that are not on record': without(ids, created),
      'records of notices that nobody has': without(created, ids),
      'notices that are on record twice': twice(created),
      'mails that are not on record': without(must, mailed),
      'records of mails that nobody was sent': without(mailed, [...must, ...may]),
      'mails that are on record twice': twice(mailed),
    },
    lines: lines.length,
  }
}

const without = (some: readonly string[], others: readonly string[]): string[] => {
  const known = new Set(others)
  return some.filter(one => !known.has(one))
}

const twice = (some: readonly string[]): string[] => {
  const once = new Set<string>()
  return some.filter(one => once.has(one) || !once.add(one))
}

/** What `npm run audit:verify` finds of a server's house; null when it is whole. And how many rows are sealed. */
export function verifyRecord(environment: NodeJS.ProcessEnv): { broken: string | null; sealed: number } {
  const command = resolve(import.meta.dirname, '../../../server/dist/audit-verify.js')
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, '--json'], {
    env: environment,
    encoding: 'utf8',
  })
  if (status !== 0 && status !== 1) return { broken: `could not be looked at: ${stderr}`, sealed: 0 }
  const { rows, broken } = JSON.parse(stdout) as { rows: number; broken: { kind: string; says: string } | null }
  return { broken: broken && `${broken.kind}: ${broken.says}`, sealed: rows }
}
