-- Who is told by which way, in which order; what they were shown and whether they read it.
alter table notice.message
  add account_id uuid,
  add area text not null default '',
  add urgency text not null default 'NORMAL' check (urgency in ('NORMAL', 'URGENT', 'DANGER')),
  add created_at timestamptz,
  -- The way it is on, its place in the recipient's route, and since when.
  add channel text check (channel in ('IN_APP', 'SMS', 'EMAIL', 'CALL', 'PAPER', 'WINDOW')),
  add step int not null default 0,
  add step_since timestamptz,
  -- What was tried before, as CHANNEL and reason.
  add tried text[] not null default '{}',
  -- The words an account holder sees, encrypted, in both languages; made once, so that an inbox is read without orders.
  add shown_zh bytea,
  add shown_en bytea,
  add shown_at timestamptz,
  add read_at timestamptz,
  -- Keyed hash of the number it went to: an answer by SMS is matched with what was asked.
  add phone_index bytea,
  add words_version int,
  add recipient uuid generated always as (coalesce(person_id, account_id)) stored;
update notice.message set created_at = due_at, step_since = due_at, channel = case when state = 'SENT' then 'SMS' end;
alter table notice.message
  alter created_at set not null,
  alter step_since set not null,
  drop constraint message_state_check,
  add constraint message_state_check check (state in ('WAITING', 'SHOWN', 'HELD', 'SENT', 'FAILED', 'CANCELLED')),
  drop constraint message_realm_order_id_version_template_key,
  add constraint message_once unique nulls not distinct (realm, order_id, version, template, person_id, account_id),
  add constraint message_held_by check (state <> 'HELD' or channel in ('CALL', 'PAPER')) not valid;
drop index notice.message_due;
create index message_due on notice.message (realm, due_at) where state in ('WAITING', 'SHOWN');
-- The outbox at the desk, and the call list.
create index message_outbox on notice.message (realm, state, due_at, id);
create index message_inbox on notice.message (realm, recipient, shown_at desc, id desc) where shown_at is not null;
create index message_unread on notice.message (realm, recipient) where shown_at is not null and read_at is null;
create index message_answer on notice.message (realm, phone_index, created_at desc) where phone_index is not null;

-- Each try to reach somebody by telephone: who tried, when, what came of it.
create table notice.call_attempt (
  realm int not null,
  message_id uuid not null,
  attempt int not null check (attempt > 0),
  outcome text not null check (outcome in ('REACHED', 'NO_ANSWER', 'WRONG_NUMBER', 'LATER')),
  at timestamptz not null,
  until timestamptz,
  account_id uuid,
  primary key (realm, message_id, attempt),
  foreign key (realm, message_id) references notice.message (realm, id)
);
call yanzhen.govern('notice.call_attempt', 'append');

-- How somebody wishes to be told; by the keyed hash of a telephone number, or by person.
create table notice.preference (
  realm int not null,
  id uuid not null,
  phone_index bytea,
  person_id uuid,
  language text not null check (language in ('ZH', 'EN')),
  consent text not null check (consent in ('ANY', 'CALL_ONLY', 'NOTHING')),
  preferred text check (preferred in ('SMS', 'EMAIL', 'CALL')),
  email bytea,
  updated_at timestamptz not null,
  primary key (realm, id),
  unique (realm, phone_index),
  unique (realm, person_id),
  check ((phone_index is null) <> (person_id is null))
);
call yanzhen.govern('notice.preference', 'erase');

-- A realm's own night; without a row the pack's.
create table notice.quiet_hours (
  realm int not null,
  quiet_from time not null,
  quiet_to time not null,
  primary key (realm)
);
call yanzhen.govern('notice.quiet_hours', 'change');
