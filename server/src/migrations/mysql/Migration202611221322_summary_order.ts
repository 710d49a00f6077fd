import { Migration } from '@mikro-orm/migrations'

export class Migration202611221322_summary_order extends Migration {
  override up(): void {
    this.addSql("alter table `weekly_summary_item` add index `weekly_summary_item_summary_id_expires_at_id_index` (`summary_id`, `expires_at`, `id`)")
  }

  override down(): void {
    this.addSql("alter table `weekly_summary_item` drop index `weekly_summary_item_summary_id_expires_at_id_index`")
  }
}
