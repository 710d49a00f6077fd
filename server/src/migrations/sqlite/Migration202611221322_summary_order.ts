import { Migration } from '@mikro-orm/migrations'

export class Migration202611221322_summary_order extends Migration {
  override up(): void {
    this.addSql("create index `weekly_summary_item_summary_id_expires_at_id_index` on `weekly_summary_item` (`summary_id`, `expires_at`, `id`)")
  }

  override down(): void {
    this.addSql("drop index `weekly_summary_item_summary_id_expires_at_id_index`")
  }
}
