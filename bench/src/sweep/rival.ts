import { sql, type Kysely, type RawBuilder } from 'kysely'
import { activeMembers } from '../../../server/src/account/recipients.sql.ts'
import { DAY } from '../../../server/src/platform/clock/clock.ts'
import type { Database, Dialect } from '../../../server/src/platform/database/database.ts'
import { storedInstant } from '../../../server/src/platform/database/rows.ts'
import { unhurried } from '../../../server/src/platform/database/unhurried.ts'

const KINDS = [
  ['PARTNER_CERTIFICATE', 'valid_to'],
  ['SIGNED_CERTIFICATE', 'signed_valid_to'],
] as const

/** A table like the notices', with all its indexes. */
export async function makeRivalTable({ db, dialect }: { db: Kysely<unknown>; dialect: Dialect }): Promise<void> {
  if (dialect === 'mysql') return void (await sql`create table notice_bare like notice`.execute(db))
  const { rows } = await sql<{ sql: string }>`
    select sql from sqlite_master where tbl_name = 'notice' and sql is not null order by type desc`.execute(db)
  for (const row of rows)
    await sql.raw(row.sql.replaceAll('`notice_', '`notice_bare_').replaceAll('`notice`', '`notice_bare`')).execute(db)
}

/**
 * The same rows by the plainest statement there is, one a kind: what ends in the window, whose it is, who is told, and
 * nothing of which threshold it is, what was announced before, or who may be at it too.
 */
export async function bareInsert({ dialect }: Database, db: Kysely<unknown>, today: Date, days: number): Promise<void> {
  for (const [kind, end] of KINDS) {
    const ends = sql.ref(`c.${end}`)
    const id = dialect === 'sqlite' ? sql`lower(hex(randomblob(18)))` : sql`uuid()`
    await sql`${unhurried} insert into notice_bare (id, kind, object_id, due_at, threshold, recipient_id, channel, run_id,
        partner_id, object_code, issued_to_key, issued_by_key, domain, facts, status, created_at)
      select ${id}, ${kind}, c.id, ${ends}, 0, r.recipient_id, 'PORTAL', 'run', c.partner_id, null, c.issued_to_key,
        c.issued_by_key, c.domain, json_object('issuedTo', c.issued_to, 'issuedBy', c.issued_by, 'domain', c.domain,
          'code', null, 'partnerCode', p.code, 'organisationName', p.organisation_name, 'daysLeft', 0),
        'ACTIVE', ${storedInstant(dialect, today)}
      from partner_certificate as c ${inOrder(dialect)} partner as p on p.certificate_id = c.id and p.status = 'ACTIVE'
        inner join (${activeMembers}) as r on r.organisation_id = p.organisation_id
      where ${window(dialect, ends, today, days)}`.execute(db)
  }
}

/** Counts what the sweep looks through when nothing is due: the same range of the same indexes. */
export async function bareCount({ dialect }: Database, db: Kysely<unknown>, today: Date, days: number): Promise<void> {
  for (const [, end] of KINDS)
    await sql`select count(*) as n from partner_certificate as c where ${window(dialect, sql.ref(`c.${end}`), today, days)}`.execute(
      db,
    )
}

/** The rival reads in the best order too: left to itself, a server begins at the people and reads a million rows. */
const inOrder = (dialect: Dialect) => (dialect === 'sqlite' ? sql`cross join` : sql`straight_join`)

const window = (dialect: Dialect, ends: RawBuilder<unknown>, today: Date, days: number) =>
  sql`c.status = 'CURRENT' and ${ends} >= ${storedInstant(dialect, today)}
    and ${ends} < ${storedInstant(dialect, new Date(today.getTime() + days * DAY))}`
