-- Key Manager makes its tables with varchar(255), too short for a certificate: widen them, then say how long keys live.
do $$ declare c record; begin
  for c in select table_name, column_name from information_schema.columns
    where table_schema = 'keymgr' and data_type = 'character varying' loop
    execute format('alter table keymgr.%I alter column %I type varchar', c.table_name, c.column_name);
  end loop;
end $$;
insert into keymgr.key_policy_def (app_id, key_validity_duration, is_active, cr_by, cr_dtimes, pre_expire_days, access_allowed)
select app, days, true, 'portico', now(), renew, 'NA'
from (values ('ROOT', 2920, 1125), ('PMS', 1460, 395), ('BASE', 730, 30)) as policies (app, days, renew)
on conflict do nothing;
