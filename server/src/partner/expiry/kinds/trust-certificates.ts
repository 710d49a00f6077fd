import { sql, type RawBuilder } from 'kysely'
import type { Dialect } from '../../../platform/database/database.ts'
import { storedInstant } from '../../../platform/database/rows.ts'
import type { Expirable } from '../expirable.ts'

const facts = { issuedTo: 'issued_to', issuedBy: 'issued_by', domain: 'domain', code: 'code' }

/**
 * Trusted certificates that are still needed. One is renewed, and its end no news, when another of its name is valid
 * already and lasts longer, and nothing that is in use hangs on the old one.
 */
const trusted =
  (type: 'ROOT' | 'INTERMEDIATE') =>
  (dialect: Dialect, at: Date): RawBuilder<unknown> => {
    const now = storedInstant(dialect, at)
    return sql`select t.id, t.valid_to as ends_at, t.uploaded_at as since, null as partner_id, t.code, t.issued_to,
      t.issued_by, t.issued_to_key, t.issued_by_key, t.domain
    from trust_certificate as t
    where t.type = ${type} and t.status = 'TRUSTED' and (
      not exists (select 1 from trust_certificate as n where n.type = t.type and n.issued_to_key = t.issued_to_key
        and n.domain = t.domain and n.status = 'TRUSTED' and n.valid_from <= ${now} and n.valid_to > t.valid_to)
      or exists (select 1 from partner_certificate as u
        where u.issuer_id = t.id and u.status = 'CURRENT' and u.valid_to >= ${now})
      or exists (select 1 from trust_certificate as u
        where u.issuer_id = t.id and u.status = 'TRUSTED' and u.valid_to >= ${now}))`
  }

export const rootCertificate: Expirable = {
  kind: 'ROOT_CERTIFICATE',
  audience: 'ADMINISTRATORS',
  weekly: false,
  link: '/partner/trust-store/:id',
  source: trusted('ROOT'),
  facts,
  label: 'issued_to',
}

export const intermediateCertificate: Expirable = {
  ...rootCertificate,
  kind: 'INTERMEDIATE_CERTIFICATE',
  source: trusted('INTERMEDIATE'),
}
