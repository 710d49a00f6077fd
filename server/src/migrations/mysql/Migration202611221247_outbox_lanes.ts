import { Migration } from '@mikro-orm/migrations'

export class Migration202611221247_outbox_lanes extends Migration {
  override up(): void {
    this.addSql("alter table `outbox_message` add index `outbox_message_status_cause_id_next_attempt_at_index` (`status`, `cause_id`, `next_attempt_at`)")
  }

  override down(): void {
    this.addSql("alter table `outbox_message` drop index `outbox_message_status_cause_id_next_attempt_at_index`")
  }
}
