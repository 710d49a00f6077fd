import { sql, type Kysely, type RawBuilder } from 'kysely'
import { DAY } from '../../../server/src/platform/clock/clock.ts'
import type { Database } from '../../../server/src/platform/database/database.ts'
import { storedInstant } from '../../../server/src/platform/database/rows.ts'
import { unhurried } from '../../../server/src/platform/database/unhurried.ts'

/** Of a hundred certificates: this many of either kind end within the days that are announced. */
export const SHARE_DUE = 0.03
const WINDOW = 31
const CHUNK = 100_000

/**
 * `certificates` partners, each with one certificate in use. Of a hundred three are due, half of them by their own end,
 * half by the platform-signed one's; these have a person each. Rows as the product's own, but for small keys and files,
 * which nothing here reads.
 */
export async function fill(db: Database, certificates: number, today: Date): Promise<void> {
  const { dialect } = db
  const kysely = db.sql() as Kysely<unknown>
  const at = (days: number) => storedInstant(dialect, new Date(today.getTime() + days * DAY))
  const id = (group: string) =>
    dialect === 'sqlite'
      ? sql`${`0190${group}-0000-7000-8000-`} || printf('%012x', x.n)`
      : sql`concat(${`0190${group}-0000-7000-8000-`}, lpad(lower(hex(x.n)), 12, '0'))`
  const named = (text: string) => (dialect === 'sqlite' ? sql`${text} || x.n` : sql`concat(${text}, x.n)`)
  /** Instants that follow no order of ids, as uploads follow none of ends. */
  const spread = (from: number, days: number) => {
    const step = sql`(((x.n * 7919) % 1000003) / 1000003.0)`
    return dialect === 'sqlite'
      ? sql`cast(${at(from)} + ${step} * ${sql.lit(days * DAY)} as integer)`
      : sql`timestampadd(microsecond, cast(${step} * ${sql.lit(days * DAY)} as signed) * 1000, ${at(from)})`
  }
  const ends = (due: RawBuilder<unknown>) =>
    sql`case when ${due} then ${spread(0, WINDOW)} else ${spread(WINDOW + 1, 700)} end`
  const byOwn = sql`x.n % 200 < 3`
  const bySigned = sql`x.n % 200 between 100 and 102`
  const ids = (group: string, more: RawBuilder<unknown>) => sql`select ${id(group)}, ${more}`
  const tables: [into: RawBuilder<unknown>, select: RawBuilder<unknown>, where?: RawBuilder<unknown>][] = [
    [
      sql`organisation (id, name, name_key, created_at)`,
      ids('a000', sql`${named('Organisation ')}, ${named('organisation ')}, ${at(-900)}`),
    ],
    [
      sql`partner (id, code, organisation_id, organisation_name, organisation_name_key, type, status, certificate_id,
        language, created_at)`,
      ids(
        'b000',
        sql`${named('partner-')}, ${id('a000')}, ${named('Organisation ')}, ${named('organisation ')}, 'Auth_Partner',
          'ACTIVE', ${id('c000')}, 'en', ${at(-900)}`,
      ),
    ],
    [
      sql`${sql.table('user')} (id, issuer, subject, username, sealed_first_name, sealed_last_name, language, status,
        created_at)`,
      ids('d000', sql`'built-in', ${named('u')}, ${named('u')}, '', '', 'en', 'ACTIVE', ${at(-900)}`),
      sql`${byOwn} or ${bySigned}`,
    ],
    [
      sql`membership (user_id, organisation_id, kind, created_at)`,
      sql`select ${id('d000')}, ${id('a000')}, 'OWNER', ${at(-900)}`,
      sql`${byOwn} or ${bySigned}`,
    ],
    [
      sql`partner_certificate (id, partner_id, domain, status, anchoring, issued_to, issued_to_key, issued_by,
        issued_by_key, serial_number, thumbprint_sha256, valid_from, valid_to, der, signed_id, signed_pem, signed_chain,
        signed_valid_from, signed_valid_to, uploaded_at)`,
      ids(
        'c000',
        sql`${id('b000')}, 'AUTH', 'CURRENT', 'ANCHORED', ${named('Partner ')}, ${named('partner ')}, 'Issuing CA',
          'issuing ca', '01', ${id('c000')}, ${at(-400)}, ${ends(byOwn)}, 'x', ${id('c000')}, 'x', '[]', ${at(-400)},
          ${ends(bySigned)}, ${at(-400)}`,
      ),
    ],
  ]
  for (const [into, select, where] of tables)
    for (let from = 0; from < certificates; from += CHUNK)
      await sql`${unhurried} insert into ${into} ${select} from (${numbers(from, Math.min(CHUNK, certificates - from))}) as x
        where ${where ?? sql`1 = 1`}`.execute(kysely)
  await (
    dialect === 'sqlite'
      ? sql`analyze`
      : sql`${unhurried} analyze table organisation, partner, partner_certificate, ${sql.table('user')}, membership`
  ).execute(kysely)
}

/** A select of `n` from `from` on. */
function numbers(from: number, count: number): RawBuilder<unknown> {
  const digits = sql.raw(Array.from({ length: 10 }, (_, n) => `select ${n}${n ? '' : ' as d'}`).join(' union all '))
  const [a, b, c, e, f] = ['a', 'b', 'c', 'e', 'f'].map(name => sql`(${digits}) as ${sql.ref(name)}`)
  return sql`select ${sql.lit(from)} + a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d as n
    from ${a} cross join ${b} cross join ${c} cross join ${e} cross join ${f}
    where a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d < ${sql.lit(count)}`
}
