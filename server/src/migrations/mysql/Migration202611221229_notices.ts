import { Migration } from '@mikro-orm/migrations'

export class Migration202611221229_notices extends Migration {
  override up(): void {
    this.addSql("create table `audit_checkpoint` (`sequence` int unsigned not null, `hash` varchar(64) not null, `at` datetime(3) not null, `signature` varchar(128) not null, primary key (`sequence`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB")
    this.addSql("create table `audit_seal` (`sequence` int unsigned not null, `record_id` varchar(36) not null, `hash` varchar(64) not null, primary key (`sequence`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB")
    this.addSql("alter table `audit_seal` add unique `audit_seal_record_id_unique` (`record_id`)")
    this.addSql("create table `job_run` (`id` varchar(36) not null, `job` varchar(64) not null, `due_at` datetime(3) not null, `started_at` datetime(3) not null, `finished_at` datetime(3) null, `outcome` varchar(16) not null, `attempt` int not null, `facts` json not null, `problem` varchar(64) null, `asked_by` varchar(36) null, primary key (`id`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB")
    this.addSql("alter table `job_run` add index `job_run_job_started_at_id_index` (`job`, `started_at`, `id`)")
    this.addSql("alter table `job_run` add index `job_run_job_outcome_due_at_index` (`job`, `outcome`, `due_at`)")
    this.addSql("alter table `job_run` add index `job_run_started_at_index` (`started_at`)")
    this.addSql("create table `lease` (`name` varchar(64) not null, `token` int not null, `until` datetime(3) not null, primary key (`name`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB")
    this.addSql("create table `notice` (`id` varchar(36) not null, `kind` varchar(32) not null, `object_id` varchar(36) not null, `due_at` datetime(3) not null, `threshold` int not null, `recipient_id` varchar(36) not null, `channel` varchar(8) not null, `run_id` varchar(36) not null, `partner_id` varchar(36) null, `object_code` varchar(64) null, `issued_to_key` varchar(255) null, `issued_by_key` varchar(255) null, `domain` varchar(16) null, `facts` json not null, `status` varchar(16) not null, `created_at` datetime(3) not null, `sequence` int null, `dismissal_id` varchar(36) null, primary key (`id`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB")
    this.addSql("alter table `notice` add index `notice_recipient_id_sequence_index` (`recipient_id`, `sequence`)")
    this.addSql("alter table `notice` add index `notice_recipient_id_status_created_at_id_index` (`recipient_id`, `status`, `created_at`, `id`)")
    this.addSql("alter table `notice` add index `notice_recipient_id_kind_created_at_id_index` (`recipient_id`, `kind`, `created_at`, `id`)")
    this.addSql("alter table `notice` add index `notice_run_id_recipient_id_index` (`run_id`, `recipient_id`)")
    this.addSql("alter table `notice` add index `notice_dismissal_id_index` (`dismissal_id`)")
    this.addSql("alter table `notice` add index `notice_created_at_index` (`created_at`)")
    this.addSql("alter table `notice` add unique `notice_once` (`kind`, `object_id`, `due_at`, `threshold`, `recipient_id`, `channel`)")
    this.addSql("create table `notice_feed` (`recipient_id` varchar(36) not null, `last_sequence` int not null, `seen_sequence` int not null, primary key (`recipient_id`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB")
    this.addSql("create table `outbox_event` (`id` varchar(36) not null, `topic` varchar(64) not null, `payload` json not null, `created_at` datetime(3) not null, `lease_until` datetime(3) not null, `lease` int not null, `attempts` int not null, primary key (`id`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB")
    this.addSql("alter table `outbox_event` add index `outbox_event_lease_until_id_index` (`lease_until`, `id`)")
    this.addSql("create table `weekly_summary` (`id` varchar(36) not null, `from_at` datetime(3) not null, `to_at` datetime(3) not null, `counts` json not null, primary key (`id`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB")
    this.addSql("alter table `weekly_summary` add unique `weekly_summary_from_at_unique` (`from_at`)")
    this.addSql("create table `weekly_summary_item` (`id` varchar(36) not null, `summary_id` varchar(36) not null, `kind` varchar(32) not null, `object_id` varchar(36) not null, `partner_id` varchar(36) not null, `partner_code` varchar(36) not null, `organisation_name` varchar(128) not null, `label` varchar(255) not null, `domain` varchar(16) null, `expires_at` datetime(3) not null, primary key (`id`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB")
    this.addSql("alter table `weekly_summary_item` add index `weekly_summary_item_summary_id_kind_expires_at_id_index` (`summary_id`, `kind`, `expires_at`, `id`)")
    this.addSql("alter table `audit_record` add index `audit_record_event_at_id_index` (`event`, `at`, `id`)")
    this.addSql("alter table `outbox_message` add `recipient_id` varchar(36) null, add `cause_id` varchar(36) null")
    this.addSql("alter table `outbox_message` add unique `outbox_once` (`channel`, `recipient_id`, `cause_id`)")
    this.addSql("alter table `partner_certificate` add index `partner_certificate_status_signed_valid_to_id_index` (`status`, `signed_valid_to`, `id`)")
  }

  override down(): void {
    this.addSql("alter table `audit_record` drop index `audit_record_event_at_id_index`")
    this.addSql("alter table `outbox_message` drop index `outbox_once`")
    this.addSql("alter table `outbox_message` drop column `recipient_id`, drop column `cause_id`")
    this.addSql("alter table `partner_certificate` drop index `partner_certificate_status_signed_valid_to_id_index`")
  }
}
