import { Migration } from '@mikro-orm/migrations'

export class Migration202611221229_notices extends Migration {
  override up(): void {
    this.addSql("create table `audit_checkpoint` (`sequence` integer not null primary key, `hash` text not null, `at` datetime not null, `signature` text not null)")
    this.addSql("create table `audit_seal` (`sequence` integer not null primary key, `record_id` text not null, `hash` text not null)")
    this.addSql("create unique index `audit_seal_record_id_unique` on `audit_seal` (`record_id`)")
    this.addSql("create table `job_run` (`id` text not null primary key, `job` text not null, `due_at` datetime not null, `started_at` datetime not null, `finished_at` datetime null, `outcome` text not null, `attempt` integer not null, `facts` json not null, `problem` text null, `asked_by` text null)")
    this.addSql("create index `job_run_job_started_at_id_index` on `job_run` (`job`, `started_at`, `id`)")
    this.addSql("create index `job_run_job_outcome_due_at_index` on `job_run` (`job`, `outcome`, `due_at`)")
    this.addSql("create index `job_run_started_at_index` on `job_run` (`started_at`)")
    this.addSql("create table `lease` (`name` text not null primary key, `token` integer not null, `until` datetime not null)")
    this.addSql("create table `notice` (`id` text not null primary key, `kind` text not null, `object_id` text not null, `due_at` datetime not null, `threshold` integer not null, `recipient_id` text not null, `channel` text not null, `run_id` text not null, `partner_id` text null, `object_code` text null, `issued_to_key` text null, `issued_by_key` text null, `domain` text null, `facts` json not null, `status` text not null, `created_at` datetime not null, `sequence` integer null, `dismissal_id` text null)")
    this.addSql("create index `notice_recipient_id_sequence_index` on `notice` (`recipient_id`, `sequence`)")
    this.addSql("create index `notice_recipient_id_status_created_at_id_index` on `notice` (`recipient_id`, `status`, `created_at`, `id`)")
    this.addSql("create index `notice_recipient_id_kind_created_at_id_index` on `notice` (`recipient_id`, `kind`, `created_at`, `id`)")
    this.addSql("create index `notice_run_id_recipient_id_index` on `notice` (`run_id`, `recipient_id`)")
    this.addSql("create index `notice_dismissal_id_index` on `notice` (`dismissal_id`)")
    this.addSql("create index `notice_created_at_index` on `notice` (`created_at`)")
    this.addSql("create unique index `notice_once` on `notice` (`kind`, `object_id`, `due_at`, `threshold`, `recipient_id`, `channel`)")
    this.addSql("create table `notice_feed` (`recipient_id` text not null primary key, `last_sequence` integer not null, `seen_sequence` integer not null)")
    this.addSql("create table `outbox_event` (`id` text not null primary key, `topic` text not null, `payload` json not null, `created_at` datetime not null, `lease_until` datetime not null, `lease` integer not null, `attempts` integer not null)")
    this.addSql("create index `outbox_event_lease_until_id_index` on `outbox_event` (`lease_until`, `id`)")
    this.addSql("create table `weekly_summary` (`id` text not null primary key, `from_at` datetime not null, `to_at` datetime not null, `counts` json not null)")
    this.addSql("create unique index `weekly_summary_from_at_unique` on `weekly_summary` (`from_at`)")
    this.addSql("create table `weekly_summary_item` (`id` text not null primary key, `summary_id` text not null, `kind` text not null, `object_id` text not null, `partner_id` text not null, `partner_code` text not null, `organisation_name` text not null, `label` text not null, `domain` text null, `expires_at` datetime not null)")
    this.addSql("create index `weekly_summary_item_summary_id_kind_expires_at_id_index` on `weekly_summary_item` (`summary_id`, `kind`, `expires_at`, `id`)")
    this.addSql("create index `audit_record_event_at_id_index` on `audit_record` (`event`, `at`, `id`)")
    this.addSql("alter table `outbox_message` add column `recipient_id` text null")
    this.addSql("alter table `outbox_message` add column `cause_id` text null")
    this.addSql("create unique index `outbox_once` on `outbox_message` (`channel`, `recipient_id`, `cause_id`)")
    this.addSql("create index `partner_certificate_status_signed_valid_to_id_index` on `partner_certificate` (`status`, `signed_valid_to`, `id`)")
  }

  override down(): void {
    this.addSql("drop index `audit_record_event_at_id_index`")
    this.addSql("drop index `outbox_once`")
    this.addSql("alter table `outbox_message` drop column `recipient_id`")
    this.addSql("alter table `outbox_message` drop column `cause_id`")
    this.addSql("drop index `partner_certificate_status_signed_valid_to_id_index`")
  }
}
