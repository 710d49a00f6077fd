import { Migration } from '@mikro-orm/migrations'

export class Migration202611220809_key_manager extends Migration {
  override up(): void {
    this.addSql("create table `key_manager_certificate` (`id` varchar(36) not null, `requested_for` varchar(36) not null, `domain` varchar(16) not null, `thumbprint_sha256` varchar(64) not null, `generation` int not null, `issuer` varchar(32) not null, `certificate` text not null, `valid_to` datetime(3) not null, `created_at` datetime(3) not null, primary key (`id`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB")
    this.addSql("alter table `key_manager_certificate` add unique `key_manager_certificate_requested_for_domain_thumb_6d26e_unique` (`requested_for`, `domain`, `thumbprint_sha256`, `generation`)")
    this.addSql("create table `key_manager_key` (`name` varchar(32) not null, `role` varchar(16) not null, `generation` int not null, `issuer` varchar(32) null, `certificate` text not null, `sealed_key` text not null, `created_at` datetime(3) not null, primary key (`name`)) default character set utf8mb4 collate utf8mb4_bin engine = InnoDB")
    this.addSql("alter table `key_manager_key` add unique `key_manager_key_role_generation_unique` (`role`, `generation`)")
  }

  override down(): void {

  }
}
