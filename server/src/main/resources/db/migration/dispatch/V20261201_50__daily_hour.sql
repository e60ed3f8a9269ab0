-- At which hour the desk's proposal is made by itself, as the county's dispatcher set it: the last row counts, and before any row
-- what the policy says.
create table dispatch.daily_hour (
  realm int not null,
  -- That of the command.
  id uuid not null,
  -- Null: never.
  hour time,
  set_by uuid,
  set_at timestamptz not null,
  primary key (realm, id)
);
create index daily_hour_set_at on dispatch.daily_hour (realm, set_at desc, id desc);
call yanzhen.govern('dispatch.daily_hour', 'append');

-- When it last said how far it is: what has been silent for long is not being made any more.
alter table dispatch.proposal add column moved_at timestamptz;
