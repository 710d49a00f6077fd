import { sql } from 'kysely'
import { activeMembers } from '../../account/index.ts'
import { issueNotices, type IssueDeps } from '../../notification/index.ts'
import type { Tx } from '../../platform/database/database.ts'
import { storedInstant } from '../../platform/database/rows.ts'
import type { AnchoringNews } from '../certificates/partner-certificates/index.ts'
import { notSkipped, type NoticeRules } from './due-notices.ts'

/** Certificates in use of active partners that lead to no trusted root any more. */
export const unanchored = sql`select c.id, c.partner_id, c.issued_to, c.issued_by, c.issued_to_key, c.issued_by_key,
    c.domain, p.organisation_id, p.code as partner_code, p.organisation_name
  from partner_certificate as c inner join partner as p on p.id = c.partner_id and p.certificate_id = c.id
  where c.status = 'CURRENT' and c.anchoring = 'UNANCHORED' and p.status = 'ACTIVE'`

/** Ids of a statement. */
const CHUNK = 500

/**
 * Tells the people of partners whose certificate has lost its way to a root, in the transaction that flagged it: whether
 * the night found it or an administrator's decision caused it. Nobody is suspended (decisions §3).
 */
export const createAnchoringNews = (deps: IssueDeps, rules: Pick<NoticeRules, 'skippedPartners'>): AnchoringNews => ({
  async lost(tx: Tx, certificateIds: readonly string[], at: Date) {
    const { dialect } = deps.db
    const chunks = Array.from({ length: Math.ceil(certificateIds.length / CHUNK) }, (_, n) =>
      certificateIds.slice(n * CHUNK, (n + 1) * CHUNK),
    )
    await issueNotices(tx, deps, {
      at,
      news: chunks.map(ids => ({
        kind: 'CERTIFICATE_UNANCHORED',
        rows: sql`select s.id as object_id, ${storedInstant(dialect, at)} as due_at, -1 as threshold, r.recipient_id,
            s.partner_id, null as object_code, s.issued_to_key, s.issued_by_key, s.domain,
            json_object('issuedTo', s.issued_to, 'issuedBy', s.issued_by, 'domain', s.domain, 'code', null,
              'partnerCode', s.partner_code, 'organisationName', s.organisation_name) as facts
          from (${unanchored}) as s inner join (${activeMembers}) as r on r.organisation_id = s.organisation_id
          where s.id in (${sql.join(ids)}) ${notSkipped(rules.skippedPartners, 's.partner_code')}`,
      })),
    })
  },
})
