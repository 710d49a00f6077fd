import { sql, type Kysely, type RawBuilder } from 'kysely'
import { auditCodes, type Audit } from '../../audit/index.ts'
import type { Clock } from '../../platform/clock/clock.ts'
import { unitOfWork, type Database, type Dialect, type Tx } from '../../platform/database/database.ts'
import { storedInstant, type StoredInstant } from '../../platform/database/rows.ts'
import { unhurried } from '../../platform/database/unhurried.ts'
import type { Bus } from '../../platform/events/bus.ts'
import { newId } from '../../platform/ids/ids.ts'
import { newIdSql } from '../../platform/ids/sql-id.ts'
import { noticeEvent, noticeSubject } from './notice-audit.ts'
import { noticesIssuedTopic, type NoticesIssued } from './notice-events.ts'
import type { NoticeKind } from './notice.entity.ts'

/** Of more notices of one run a person gets one mail that lists them. */
export const DIGEST_ABOVE = 10

/** Notices to be, as a statement gives them. */
export interface NewNotices {
  kind: NoticeKind
  /**
   * A select of `object_id, due_at, threshold, recipient_id, partner_id, object_code, issued_to_key, issued_by_key,
   * domain, facts` (JSON, never anything about a person).
   */
  rows: RawBuilder<unknown>
}

export interface IssueDeps {
  db: Pick<Database, 'dialect'>
  clock: Clock
  bus: Pick<Bus, 'after'>
  /** A select of everybody's `recipient_id, language`: who keeps people hands it over. */
  languages: RawBuilder<unknown>
}

/** What a run of the house made. */
export interface Issued {
  notices: number
  mails: number
}

/** The template that a notice of the kind is mailed with; where it is not named, it tells of an expiry. */
const templates: Partial<Record<NoticeKind, string>> = {
  WEEKLY_SUMMARY: 'notice.weekly-summary',
  CERTIFICATE_UNANCHORED: 'notice.unanchored',
}

/**
 * Writes all notices of a run with what hangs on them, in the caller's transaction: a mail for each or one for many, a
 * line of the record for each, and the event that publishes them. A statement or two for each of these, however many
 * notices there are. What exists already stays as it is, and nothing more is made of it: of two servers that run at once
 * the unique key lets one make each notice, and only that one makes its mail. `at`: business time of the run.
 */
export async function issueNotices(
  tx: Tx,
  { db: { dialect }, clock, bus, languages }: IssueDeps,
  { at, news, runId = newId() }: { at: Date; news: readonly NewNotices[]; runId?: string },
): Promise<Issued> {
  const run = beginRun(tx, { dialect, now: clock.now(), runId, news })
  const notices = await writeNotices(run, news, storedInstant(dialect, at))
  if (notices === 0) return { notices, mails: 0 }
  const mails = await writeMails(run, languages)
  await writeRecord(run)
  bus.after(tx, noticesIssuedTopic, { runId } satisfies NoticesIssued)
  return { notices, mails }
}

/** What the statements of one run share. */
export interface Run {
  db: Kysely<unknown>
  dialect: Dialect
  runId: string
  /** A new id in each row. */
  id: RawBuilder<string>
  /** Real time. */
  now: StoredInstant
  kinds: readonly NoticeKind[]
}

/** A run of its own in the transaction. */
export const beginRun = (
  tx: Tx,
  { dialect, now, runId, news }: { dialect: Dialect; now: Date; runId: string; news: readonly NewNotices[] },
): Run => ({
  db: tx.getKysely() as Kysely<unknown>,
  dialect,
  runId,
  id: newIdSql(dialect, now),
  now: storedInstant(dialect, now),
  kinds: [...new Set(news.map(({ kind }) => kind))],
})

/** The notices themselves, a statement a kind; how many are new. */
export async function writeNotices(
  { db, dialect, runId, id }: Run,
  news: readonly NewNotices[],
  at: StoredInstant,
): Promise<number> {
  const unlessThere =
    dialect === 'sqlite' ? sql`on conflict do nothing` : sql`on duplicate key update channel = notice.channel`
  for (const { kind, rows } of news)
    await sql`${unhurried} insert into notice (id, kind, object_id, due_at, threshold, recipient_id, channel, run_id,
        partner_id, object_code, issued_to_key, issued_by_key, domain, facts, status, created_at)
      select ${id}, ${kind}, s.object_id, s.due_at, s.threshold, s.recipient_id, 'PORTAL', ${runId},
        s.partner_id, s.object_code, s.issued_to_key, s.issued_by_key, s.domain, s.facts, 'ACTIVE', ${at}
      from (${rows}) as s where 1 = 1 ${unlessThere}`.execute(db)
  // Counted, as what a server says of rows that a conflict left alone depends on how it was asked.
  const { rows } = await sql<{ n: number | string }>`
    select count(*) as n from notice where run_id = ${runId}`.execute(db)
  return Number(rows[0]?.n)
}

/** The mails, without contents: they are written when their turn comes, in the language and to the address of then. */
async function writeMails({ db, runId, id, now, kinds }: Run, languages: RawBuilder<unknown>): Promise<number> {
  const insert = (template: RawBuilder<unknown>, cause: RawBuilder<unknown>, from: RawBuilder<unknown>) =>
    sql`${unhurried} insert into outbox_message
        (id, channel, template, language, recipient_id, cause_id, status, attempts, next_attempt_at, lease, created_at)
      select ${id}, 'MAIL', ${template}, p.language, r.recipient_id, ${cause}, 'QUEUED', 0, ${now}, 0, ${now}
      from ${from} inner join (${languages}) as p on p.recipient_id = r.recipient_id`
  const many = sql`select recipient_id from notice where run_id = ${runId}
    group by recipient_id having count(*) > ${sql.lit(DIGEST_ABOVE)}`
  const single = await sql`${insert(
    byKind(kinds, kind => templates[kind] ?? 'notice.expiry'),
    sql`r.id`,
    sql`notice as r`,
  )} where r.run_id = ${runId} and r.recipient_id not in (${many})`.execute(db)
  const digests = await insert(sql`'notice.digest'`, sql`${runId}`, sql`(${many}) as r`).execute(db)
  return Number(single.numAffectedRows) + Number(digests.numAffectedRows)
}

/** A line for each notice (§5.7). */
async function writeRecord({ db, runId, id, now, kinds }: Run): Promise<void> {
  const event = byKind(kinds, kind => noticeEvent(kind, 'created'))
  const code = byKind(kinds, kind => auditCodes[noticeEvent(kind, 'created')] ?? null)
  await sql`${unhurried} insert into audit_record (id, code, event, subject_type, subject_id, at, facts)
    select ${id}, ${code}, ${event}, ${noticeSubject.subjectType}, r.id, ${now}, json_object('run', r.run_id, 'threshold', r.threshold)
    from notice as r where r.run_id = ${runId}`.execute(db)
}

/** A value by the kind of the row `r`. */
const byKind = (kinds: readonly NoticeKind[], pick: (kind: NoticeKind) => string | null): RawBuilder<unknown> =>
  sql`case r.kind ${sql.join(
    kinds.map(kind => sql`when ${kind} then ${pick(kind)}`),
    sql` `,
  )} end`

/**
 * Records that a run could not write its notices, in a transaction of its own: what went wrong has rolled back, and
 * whoever looks for the day's notices finds why there are none (§5.7).
 */
export async function recordCreationFailed(
  { db, audit }: { db: Database; audit: Audit },
  kinds: readonly NoticeKind[],
): Promise<void> {
  await unitOfWork(db, async tx => {
    for (const kind of kinds) audit.record(tx, { event: noticeEvent(kind, 'creation-failed'), ...noticeSubject })
    return true
  })
}
