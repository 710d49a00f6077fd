import type { Dialect, MigrationEntry } from '../platform/database/database.ts'
import { Migration202611220634_initial as InitialMysql } from './mysql/Migration202611220634_initial.ts'
import { Migration202611220809_key_manager as KeyManagerMysql } from './mysql/Migration202611220809_key_manager.ts'
import { Migration202611220906_registration_and_certificates as RegistrationMysql } from './mysql/Migration202611220906_registration_and_certificates.ts'
import { Migration202611220922_brought_authorities as BroughtMysql } from './mysql/Migration202611220922_brought_authorities.ts'
import { Migration202611221229_notices as NoticesMysql } from './mysql/Migration202611221229_notices.ts'
import { Migration202611221247_outbox_lanes as OutboxLanesMysql } from './mysql/Migration202611221247_outbox_lanes.ts'
import { Migration202611221257_audit_filters as AuditFiltersMysql } from './mysql/Migration202611221257_audit_filters.ts'
import { Migration202611221304_certificate_names as CertificateNamesMysql } from './mysql/Migration202611221304_certificate_names.ts'
import { Migration202611221322_summary_order as SummaryOrderMysql } from './mysql/Migration202611221322_summary_order.ts'
import { Migration202611220634_initial as InitialSqlite } from './sqlite/Migration202611220634_initial.ts'
import { Migration202611220809_key_manager as KeyManagerSqlite } from './sqlite/Migration202611220809_key_manager.ts'
import { Migration202611220906_registration_and_certificates as RegistrationSqlite } from './sqlite/Migration202611220906_registration_and_certificates.ts'
import { Migration202611220922_brought_authorities as BroughtSqlite } from './sqlite/Migration202611220922_brought_authorities.ts'
import { Migration202611221229_notices as NoticesSqlite } from './sqlite/Migration202611221229_notices.ts'
import { Migration202611221247_outbox_lanes as OutboxLanesSqlite } from './sqlite/Migration202611221247_outbox_lanes.ts'
import { Migration202611221257_audit_filters as AuditFiltersSqlite } from './sqlite/Migration202611221257_audit_filters.ts'
import { Migration202611221304_certificate_names as CertificateNamesSqlite } from './sqlite/Migration202611221304_certificate_names.ts'
import { Migration202611221322_summary_order as SummaryOrderSqlite } from './sqlite/Migration202611221322_summary_order.ts'

/** The committed migrations of both databases, oldest first; made by `create.ts`, never edited after they landed. */
export const migrations: Record<Dialect, readonly MigrationEntry[]> = {
  sqlite: [
    { name: '202611220634_initial', class: InitialSqlite },
    { name: '202611220809_key_manager', class: KeyManagerSqlite },
    { name: '202611220906_registration_and_certificates', class: RegistrationSqlite },
    { name: '202611220922_brought_authorities', class: BroughtSqlite },
    { name: '202611221229_notices', class: NoticesSqlite },
    { name: '202611221247_outbox_lanes', class: OutboxLanesSqlite },
    { name: '202611221257_audit_filters', class: AuditFiltersSqlite },
    { name: '202611221304_certificate_names', class: CertificateNamesSqlite },
    { name: '202611221322_summary_order', class: SummaryOrderSqlite },
  ],
  mysql: [
    { name: '202611220634_initial', class: InitialMysql },
    { name: '202611220809_key_manager', class: KeyManagerMysql },
    { name: '202611220906_registration_and_certificates', class: RegistrationMysql },
    { name: '202611220922_brought_authorities', class: BroughtMysql },
    { name: '202611221229_notices', class: NoticesMysql },
    { name: '202611221247_outbox_lanes', class: OutboxLanesMysql },
    { name: '202611221257_audit_filters', class: AuditFiltersMysql },
    { name: '202611221304_certificate_names', class: CertificateNamesMysql },
    { name: '202611221322_summary_order', class: SummaryOrderMysql },
  ],
}
