import { Migration } from '@mikro-orm/migrations'

export class Migration202611220809_key_manager extends Migration {
  override up(): void {
    this.addSql("create table `key_manager_certificate` (`id` text not null primary key, `requested_for` text not null, `domain` text not null, `thumbprint_sha256` text not null, `generation` integer not null, `issuer` text not null, `certificate` text not null, `valid_to` datetime not null, `created_at` datetime not null)")
    this.addSql("create unique index `key_manager_certificate_requested_for_domain_thumbprint_sha256_generation_unique` on `key_manager_certificate` (`requested_for`, `domain`, `thumbprint_sha256`, `generation`)")
    this.addSql("create table `key_manager_key` (`name` text not null primary key, `role` text not null, `generation` integer not null, `issuer` text null, `certificate` text not null, `sealed_key` text not null, `created_at` datetime not null)")
    this.addSql("create unique index `key_manager_key_role_generation_unique` on `key_manager_key` (`role`, `generation`)")
  }

  override down(): void {

  }
}
