import type { Connection, RowDataPacket } from 'mysql2/promise'
import { keyOf, type Model } from './model.ts'
import { carriedBy, judgeRecord, type MessageRow } from './record.ts'
import type { Server } from './server.ts'
import type { Arrived } from './sink.ts'

/** Milliseconds around a hit within which a server may have lost an answer it was waiting for, or its own memory of it. */
const REACH = 3_000

export interface Outages {
  /** When the database was away. */
  database: readonly { from: number; to: number }[]
}

/** Everything that is wrong, in words; and what was counted. */
export interface Verdict {
  faults: string[]
  counts: Record<string, number>
}

interface NoticeRow extends RowDataPacket {
  id: string
  kind: string
  object_id: string
  due_at: string
  threshold: number
  recipient_id: string
  run_id: string
  sequence: number | null
}

const EXPIRY = new Set(['ROOT_CERTIFICATE', 'INTERMEDIATE_CERTIFICATE', 'PARTNER_CERTIFICATE', 'SIGNED_CERTIFICATE'])
const some = (keys: readonly string[]) => `${keys.length}, e.g. ${keys.slice(0, 3).join(' | ').slice(0, 400)}`

/** Holds what is in the database and in the sink against what the model says must be. */
export async function judge(
  db: Connection,
  model: Model,
  arrived: readonly Arrived[],
  servers: readonly Server[],
  outages: Outages,
): Promise<Verdict> {
  const faults: string[] = []
  const say = (what: string, wrong: readonly string[]) => wrong.length > 0 && faults.push(`${what}: ${some(wrong)}`)

  const [all] = await db.query<NoticeRow[]>('select * from notice')
  const notices = all.filter(({ kind }) => EXPIRY.has(kind))
  const keyed = notices.map(row => ({
    ...row,
    key: keyOf({
      kind: row.kind,
      objectId: row.object_id,
      ends: Date.parse(`${row.due_at.replace(' ', 'T')}Z`),
      threshold: row.threshold,
      recipientId: row.recipient_id,
    }),
  }))
  const have = Map.groupBy(keyed, ({ key }) => key)
  const want = new Set(model.expected.map(keyOf))
  say(
    'notices lost',
    [...want].filter(key => !have.has(key)),
  )
  say(
    'notices nobody should have',
    [...have.keys()].filter(key => !want.has(key)),
  )
  say(
    'notices doubled',
    [...have].filter(([, rows]) => rows.length > 1).map(([key]) => key),
  )

  say(
    'notices never published',
    all.filter(({ sequence }) => sequence === null).map(({ id }) => id),
  )
  for (const [recipient, rows] of Map.groupBy(all, ({ recipient_id }) => recipient_id)) {
    const numbers = rows.map(({ sequence }) => sequence ?? 0).toSorted((a, b) => a - b)
    if (numbers.some((number, index) => number !== index + 1)) faults.push(`the feed of ${recipient} has gaps or twins`)
  }

  const [messages] = await db.query<MessageRow[]>("select * from outbox_message where template like 'notice.%'")
  say(
    'mails left behind',
    messages.filter(({ status }) => status === 'QUEUED').map(({ id }) => id),
  )
  say(
    'mails given up',
    messages.filter(({ status }) => status === 'FAILED').map(({ id, problem }) => `${id} ${problem}`),
  )
  const expiry = messages.filter(({ template }) => template === 'notice.expiry' || template === 'notice.digest')
  const carriers = carriedBy(keyed)
  const carried = expiry.map(message => {
    const keys = carriers(message).map(({ key }) => key)
    return { message, carries: keys.length === 0 && message.template !== 'notice.digest' ? ['?'] : keys }
  })
  const form = (recipientId: string, keys: readonly string[]) => `${recipientId}: ${keys.toSorted().join(' + ')}`
  const wantMails = new Set(model.mails.map(({ recipientId, keys }) => form(recipientId, keys)))
  const haveMails = Map.groupBy(carried, ({ message, carries }) => form(message.recipient_id, carries))
  say(
    'mails lost before the outbox',
    [...wantMails].filter(mail => !haveMails.has(mail)),
  )
  say(
    'mails nobody should get',
    [...haveMails.keys()].filter(mail => !wantMails.has(mail)),
  )
  say(
    'mails doubled',
    [...haveMails].filter(([, rows]) => rows.length > 1).map(([mail]) => mail),
  )

  const deliveries = Map.groupBy(arrived, ({ messageId }) => messageId)
  const known = new Set(messages.map(({ id }) => id))
  say(
    'mails that the outbox does not know',
    [...deliveries.keys()].filter(id => !known.has(id)),
  )
  say(
    'mails lost on the way',
    messages.filter(({ status, id }) => status === 'SENT' && !deliveries.has(id)).map(({ id }) => id),
  )
  const dead = new Set(model.things.filter(({ live }) => !live).map(({ id }) => id))
  const objectOf = new Map(keyed.map(({ key, object_id }) => [key, object_id]))
  say(
    'mails withdrawn without a reason',
    carried
      .filter(
        ({ message, carries }) => message.status === 'WITHDRAWN' && carries.some(key => !dead.has(objectOf.get(key)!)),
      )
      .map(({ message }) => message.id),
  )
  const repeated = [...deliveries.values()].filter(times => times.length > 1)
  const excused = (mail: Arrived): boolean =>
    mail.acknowledgementLost ||
    [
      ...(servers.find(({ name }) => name === mail.from)?.hits ?? []),
      // One that sleeps with a transaction open keeps others from writing down what they know.
      ...servers.flatMap(({ hits }) => hits.filter(({ from, to }) => to > from)),
      ...outages.database,
    ].some(({ from, to }) => mail.at >= from - REACH && mail.at <= to + REACH)
  say(
    'mails repeated although their acknowledgement arrived',
    repeated.filter(times => times.slice(0, -1).some(mail => !excused(mail))).map(([mail]) => mail!.messageId),
  )

  const record = await judgeRecord(db, all, messages, dead)
  for (const [what, wrong] of Object.entries(record.wrong)) say(what, wrong)

  const [[left]] = await db.query<RowDataPacket[]>('select count(*) as n from outbox_event')
  if (Number(left!['n']) > 0) faults.push(`events left behind: ${left!['n']}`)

  return {
    faults,
    counts: {
      notices: notices.length,
      expected: want.size,
      mails: expiry.length,
      digests: expiry.filter(({ template }) => template === 'notice.digest').length,
      withdrawn: expiry.filter(({ status }) => status === 'WITHDRAWN').length,
      deliveries: arrived.length,
      acknowledgementsLost: arrived.filter(({ acknowledgementLost }) => acknowledgementLost).length,
      recorded: record.lines,
      repeatedMails: repeated.length,
      /** Taken by the sink and told so, but the server or the database was hit before that was written down. */
      repeatedAfterHit: repeated.filter(times => times.slice(0, -1).some(mail => !mail.acknowledgementLost)).length,
    },
  }
}
