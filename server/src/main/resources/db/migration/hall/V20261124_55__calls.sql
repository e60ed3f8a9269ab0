-- A telephone call: when it rang, was taken, ended, and what came of it. Facts only; the number stands apart.
create table hall.call (
  realm int not null,
  id uuid not null,
  -- Path of the division whose line it came on: who sees it.
  area text not null,
  state text not null check (state in ('RINGING', 'TAKEN', 'ENDED')),
  created_at timestamptz not null,
  rang_at timestamptz,
  taken_at timestamptz,
  ended_at timestamptz,
  account_id uuid,
  outcome text check (outcome in ('ORDER', 'NOTE', 'INFORMED', 'WRONG_NUMBER', 'DROPPED')),
  order_id uuid,
  audio_id uuid,
  dialect boolean not null default false,
  primary key (realm, id),
  constraint call_ended check ((state = 'ENDED') = (outcome is not null) and (state = 'ENDED') = (ended_at is not null)),
  constraint call_taken check (state <> 'TAKEN' or (account_id is not null and taken_at is not null)),
  constraint call_order check (outcome is null or outcome not in ('ORDER', 'NOTE') or order_id is not null)
);
create index call_going_on on hall.call (realm, created_at, id) where state <> 'ENDED';
create index call_of_account on hall.call (realm, account_id, created_at desc, id) where account_id is not null;
create index call_of_order on hall.call (realm, order_id) where order_id is not null;
create index call_rang on hall.call (realm, rang_at) where rang_at is not null;
call yanzhen.govern('hall.call', 'change');

-- Whose number it was: encrypted, found again by a keyed hash, erasable.
create table hall.caller (
  realm int not null,
  call_id uuid not null,
  phone bytea not null,
  phone_index bytea not null,
  primary key (realm, call_id),
  foreign key (realm, call_id) references hall.call (realm, id)
);
create index caller_number on hall.caller (realm, phone_index);
call yanzhen.govern('hall.caller', 'erase');

-- Somebody to be called: one row a person and reason, taken with a lease, tried until reached or handed on.
create table hall.call_back (
  realm int not null,
  id uuid not null,
  area text not null,
  source text not null check (source in ('SAMPLE', 'NOTICE', 'DROPPED', 'REPORTED', 'PROMISED')),
  -- What it was made from: the same thing makes one row, however often it is told.
  origin_id uuid not null,
  order_id uuid,
  state text not null check (state in ('WAITING', 'VISIT', 'DONE', 'CLOSED')),
  due_at timestamptz not null,
  -- When the person said they can be reached, in minutes of the day.
  best_from int check (best_from between 0 and 1439),
  best_to int check (best_to between 1 and 1440),
  attempts int not null default 0,
  claimed_by uuid,
  lease_until timestamptz,
  result text check (result in ('SOLVED', 'REOPENED', 'NOTED', 'TOLD', 'NOT_NEEDED')),
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (realm, id),
  unique (realm, source, origin_id),
  constraint call_back_best check ((best_from is null) = (best_to is null) and (best_from is null or best_from < best_to)),
  constraint call_back_claim check ((claimed_by is null) = (lease_until is null)),
  constraint call_back_end check ((state in ('DONE', 'CLOSED')) = (result is not null) and (result is null) = (ended_at is null))
);
create index call_back_queue on hall.call_back (realm, state, due_at, id) where state in ('WAITING', 'VISIT');
create index call_back_of_order on hall.call_back (realm, order_id) where order_id is not null;
call yanzhen.govern('hall.call_back', 'change');

-- Number and words of a call-back that has them beside its order's.
create table hall.call_back_words (
  realm int not null,
  call_back_id uuid not null,
  phone bytea,
  about bytea,
  primary key (realm, call_back_id),
  foreign key (realm, call_back_id) references hall.call_back (realm, id)
);
call yanzhen.govern('hall.call_back_words', 'erase');

create table hall.call_back_attempt (
  realm int not null,
  call_back_id uuid not null,
  n int not null check (n > 0),
  account_id uuid,
  at timestamptz not null,
  outcome text not null check (outcome in ('REACHED', 'NO_ANSWER', 'BUSY', 'WRONG_NUMBER', 'LATER')),
  later_at timestamptz,
  visit boolean not null,
  primary key (realm, call_back_id, n),
  foreign key (realm, call_back_id) references hall.call_back (realm, id),
  check ((outcome = 'LATER') = (later_at is not null))
);
call yanzhen.govern('hall.call_back_attempt', 'append');
