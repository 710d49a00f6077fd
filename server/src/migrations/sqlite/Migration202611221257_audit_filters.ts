import { Migration } from '@mikro-orm/migrations'

export class Migration202611221257_audit_filters extends Migration {
  override up(): void {
    this.addSql("drop index `audit_record_actor_id_at_index`")
    this.addSql("drop index `audit_record_subject_type_subject_id_at_index`")
    this.addSql("create index `audit_record_code_at_id_index` on `audit_record` (`code`, `at`, `id`)")
    this.addSql("create index `audit_record_actor_id_at_id_index` on `audit_record` (`actor_id`, `at`, `id`)")
    this.addSql("create index `audit_record_subject_type_at_id_index` on `audit_record` (`subject_type`, `at`, `id`)")
    this.addSql("create index `audit_record_subject_id_at_id_index` on `audit_record` (`subject_id`, `at`, `id`)")
    this.addSql("create index `user_username_index` on `user` (`username`)")
  }

  override down(): void {
    this.addSql("drop index `audit_record_code_at_id_index`")
    this.addSql("drop index `audit_record_actor_id_at_id_index`")
    this.addSql("drop index `audit_record_subject_type_at_id_index`")
    this.addSql("drop index `audit_record_subject_id_at_id_index`")
    this.addSql("create index `audit_record_actor_id_at_index` on `audit_record` (`actor_id`, `at`)")
    this.addSql("create index `audit_record_subject_type_subject_id_at_index` on `audit_record` (`subject_type`, `subject_id`, `at`)")
    this.addSql("drop index `user_username_index`")
  }
}
