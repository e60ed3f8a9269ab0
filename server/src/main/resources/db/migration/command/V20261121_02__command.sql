create schema command;
grant usage on schema command to ${app};

create table command.command (
  realm int not null,
  id uuid not null,
  type text not null,
  account_id uuid,
  requester_of uuid,
  origin text not null check (origin in ('DOOR', 'DESK', 'FIELD', 'IMPORT', 'REPLAY', 'JOB', 'API')),
  network text,
  device uuid,
  seq bigint check (seq > 0),
  base int,
  recorded_at timestamptz,
  received_at timestamptz not null,
  -- The database's own clock.
  written_at timestamptz not null default now(),
  body jsonb not null,
  body_hash bytea not null,
  result jsonb,
  problem jsonb,
  primary key (realm, id),
  check ((device is null) = (seq is null)),
  check (problem is null or result is null)
);
-- One place in one account's log on one device; an account has no say over another's numbers.
create unique index command_device_seq_key on command.command (realm, account_id, device, seq)
  nulls not distinct where device is not null;
call yanzhen.govern('command.command', 'append');

-- Words of people, encrypted; deleting a row here erases them and leaves the command and its seal whole.
create table command.personal_part (
  realm int not null,
  command_id uuid not null,
  salt bytea not null,
  words bytea not null,
  primary key (realm, command_id),
  foreign key (realm, command_id) references command.command (realm, id)
);
call yanzhen.govern('command.personal_part', 'erase');

-- What is to be sealed, written with the command. No foreign key: a row left alone here shows that its command was
-- removed.
create table command.unsealed (
  realm int not null,
  command_id uuid not null,
  primary key (realm, command_id)
);
call yanzhen.govern('command.unsealed', 'erase');

-- The seal: each command, in the order of sealing, signed together with the link before it.
create table command.seal (
  realm int not null,
  n bigint not null check (n > 0),
  command_id uuid not null,
  hash bytea not null,
  sealed_at timestamptz not null default now(),
  primary key (realm, n),
  unique (realm, command_id)
);
call yanzhen.govern('command.seal', 'append');

-- Pictures: one row an upload, the bytes lie in the folder of files under their SHA-256.
create table command.attachment (
  realm int not null,
  id uuid not null,
  account_id uuid,
  requester_of uuid,
  -- Unknown until the first piece comes: a command may name an upload before it begins.
  sealed boolean,
  total_bytes int check (total_bytes > 0),
  received_bytes int not null,
  sha256 bytea,
  media_type text,
  bytes int,
  width int,
  height int,
  created_at timestamptz not null,
  completed_at timestamptz,
  primary key (realm, id),
  check ((sealed is null) = (total_bytes is null)),
  check (received_bytes between 0 and coalesce(total_bytes, 0)),
  check ((sha256 is null) = (completed_at is null))
);
call yanzhen.govern('command.attachment', 'change');
