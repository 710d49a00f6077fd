import { Migration } from '@mikro-orm/migrations'

export class Migration202611220922_brought_authorities extends Migration {
  override up(): void {
    this.addSql("alter table `partner_certificate` add column `brought` json null")
  }

  override down(): void {
    this.addSql("alter table `partner_certificate` drop column `brought`")
  }
}
