import { Migration } from '@mikro-orm/migrations'

export class Migration202611221247_outbox_lanes extends Migration {
  override up(): void {
    this.addSql("create index `outbox_message_status_cause_id_next_attempt_at_index` on `outbox_message` (`status`, `cause_id`, `next_attempt_at`)")
  }

  override down(): void {
    this.addSql("drop index `outbox_message_status_cause_id_next_attempt_at_index`")
  }
}
