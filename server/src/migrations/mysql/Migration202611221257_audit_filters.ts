import { Migration } from '@mikro-orm/migrations'

export class Migration202611221257_audit_filters extends Migration {
  override up(): void {
    this.addSql("alter table `audit_record` drop index `audit_record_actor_id_at_index`")
    this.addSql("alter table `audit_record` drop index `audit_record_subject_type_subject_id_at_index`")
    this.addSql("alter table `audit_record` add index `audit_record_code_at_id_index` (`code`, `at`, `id`)")
    this.addSql("alter table `audit_record` add index `audit_record_actor_id_at_id_index` (`actor_id`, `at`, `id`)")
    this.addSql("alter table `audit_record` add index `audit_record_subject_type_at_id_index` (`subject_type`, `at`, `id`)")
    this.addSql("alter table `audit_record` add index `audit_record_subject_id_at_id_index` (`subject_id`, `at`, `id`)")
    this.addSql("alter table `user` add index `user_username_index` (`username`)")
  }

  override down(): void {
    this.addSql("alter table `audit_record` drop index `audit_record_code_at_id_index`")
    this.addSql("alter table `audit_record` drop index `audit_record_actor_id_at_id_index`")
    this.addSql("alter table `audit_record` drop index `audit_record_subject_type_at_id_index`")
    this.addSql("alter table `audit_record` drop index `audit_record_subject_id_at_id_index`")
    this.addSql("alter table `audit_record` add index `audit_record_actor_id_at_index` (`actor_id`, `at`)")
    this.addSql("alter table `audit_record` add index `audit_record_subject_type_subject_id_at_index` (`subject_type`, `subject_id`, `at`)")
    this.addSql("alter table `user` drop index `user_username_index`")
  }
}
