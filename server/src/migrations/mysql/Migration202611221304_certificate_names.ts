import { Migration } from '@mikro-orm/migrations'

export class Migration202611221304_certificate_names extends Migration {
  override up(): void {
    this.addSql("alter table `notice` drop index `notice_once`")
    this.addSql("alter table `notice` add unique `notice_once` (`due_at`, `object_id`, `kind`, `threshold`, `recipient_id`, `channel`)")
    this.addSql("alter table `partner_certificate` add `issued_to_key` varchar(255) null, add `issued_by_key` varchar(255) null")
    // As near as SQL comes to nameKey; what is uploaded from now on has it exactly.
    this.addSql("/*M! set statement max_statement_time = 600 for */ update `partner_certificate` set `issued_to_key` = lower(`issued_to`), `issued_by_key` = lower(`issued_by`)")
  }

  override down(): void {
    this.addSql("alter table `notice` drop index `notice_once`")
    this.addSql("alter table `notice` add unique `notice_once` (`kind`, `object_id`, `due_at`, `threshold`, `recipient_id`, `channel`)")
    this.addSql("alter table `partner_certificate` drop column `issued_to_key`, drop column `issued_by_key`")
  }
}
