-- Runs as the owner role; the application role (placeholder ${app}) owns nothing and gets its rights table by table.

-- pg_trgm is made by the start-up proof, before any migration.

create schema yanzhen;
grant usage on schema yanzhen to ${app};

-- The realm of the current transaction, or null: then every policy below compares with null and no row is seen.
create function yanzhen.realm() returns int
  language sql stable parallel safe
  return nullif(current_setting('yanzhen.realm', true), '')::int;

-- All pairs of neighbouring characters, so that two-character Chinese words are found through an index:
-- bigrams(text) @> bigrams('黄龙') and text ilike '%黄龙%'. A single character yields itself.
create function yanzhen.bigrams(text text) returns text[]
  language sql immutable strict parallel safe
  -- The characters beside themselves shifted by one; doubles are left to the index, which drops them anyway.
  return case when length(text) = 1 then array[lower(text)] else array(
    select first || second
    from unnest(string_to_array(lower(text), null), (string_to_array(lower(text), null))[2:]) as pair(first, second)
    where second is not null
  ) end;
grant execute on all functions in schema yanzhen to ${app};

-- Puts a table under the rules of a realm: row-level security with the one scalar policy, and the application's rights.
-- rights: 'append' (insert and select) or 'change' (also update) or 'erase' (also delete).
create procedure yanzhen.govern(relation regclass, rights text)
  language plpgsql as $$
begin
  execute format('alter table %s enable row level security', relation);
  execute format('create policy realm on %s using (realm = (select yanzhen.realm())) with check (realm = (select yanzhen.realm()))', relation);
  execute format('grant %s on %s to ${app}',
    case rights
      when 'append' then 'select, insert'
      when 'change' then 'select, insert, update'
      when 'erase' then 'select, insert, update, delete'
    end, relation);
  -- The realm of a row never changes.
  if rights <> 'append' then
    execute format('create trigger realm_is_kept before update of realm on %s for each row when (old.realm <> new.realm) execute function yanzhen.refuse_realm_change()', relation);
  end if;
end $$;

create function yanzhen.refuse_realm_change() returns trigger
  language plpgsql as $$
begin
  raise exception 'the realm of a row never changes' using errcode = 'check_violation';
end $$;

-- One framework table: db-scheduler's. It holds no data of a realm; a job goes through the realms itself.
create table yanzhen.scheduled_tasks (
  task_name text not null,
  task_instance text not null,
  task_data bytea,
  execution_time timestamptz not null,
  picked boolean not null,
  picked_by text,
  last_success timestamptz,
  last_failure timestamptz,
  consecutive_failures int,
  last_heartbeat timestamptz,
  version bigint not null,
  priority smallint,
  state text,
  primary key (task_name, task_instance)
);
create index scheduled_tasks_execution_time on yanzhen.scheduled_tasks (execution_time);
create index scheduled_tasks_last_heartbeat on yanzhen.scheduled_tasks (last_heartbeat);
grant select, insert, update, delete on yanzhen.scheduled_tasks to ${app};
