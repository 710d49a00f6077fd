import { sql, type RawBuilder } from 'kysely'
import type { Expirable } from '../expirable.ts'

type End = 'valid_to' | 'signed_valid_to'

const candidates = (end: End): RawBuilder<unknown> =>
  sql`select id, ${sql.ref(end)} as ends_at from partner_certificate where status = 'CURRENT'`

/** Certificates in use: a replaced one is nobody's affair any more. */
const inUse = (end: End) => (): RawBuilder<unknown> =>
  sql`select c.id, ${sql.ref(`c.${end}`)} as ends_at, c.uploaded_at as since, c.partner_id, null as code, c.issued_to,
      c.issued_by, c.issued_to_key, c.issued_by_key, c.domain
    from partner_certificate as c inner join partner as o on o.id = c.partner_id and o.certificate_id = c.id
    where c.status = 'CURRENT'`

/** As the partner brought it. */
export const partnerCertificate: Expirable = {
  kind: 'PARTNER_CERTIFICATE',
  audience: 'PARTNER',
  weekly: true,
  link: '/partner/certificates',
  candidates: candidates('valid_to'),
  source: inUse('valid_to'),
  facts: { issuedTo: 'issued_to', issuedBy: 'issued_by', domain: 'domain', code: 'code' },
  label: 'issued_to',
}

/** As the platform signed it: it may end on another day. */
export const signedCertificate: Expirable = {
  ...partnerCertificate,
  kind: 'SIGNED_CERTIFICATE',
  candidates: candidates('signed_valid_to'),
  source: inUse('signed_valid_to'),
}
