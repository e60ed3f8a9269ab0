create schema access;
grant usage on schema access to ${app};

-- Reference: the realms of this installation. Written once, when a realm is opened.
create table access.realm (
  id int primary key check (id between 1 and 99999),
  name text not null,
  division_id int not null,
  purpose text not null check (purpose in ('REAL', 'DEMO', 'THROW_AWAY')),
  zone text not null,
  service_phone text
);
grant select, insert on access.realm to ${app};

-- The one global unique key: which realm a log-in belongs to, by hash.
create table access.directory (
  login_hash bytea primary key,
  realm int not null references access.realm
);
grant select, insert on access.directory to ${app};

create table access.realm_key (
  realm int not null,
  purpose text not null check (purpose in ('aead', 'prf', 'hpke')),
  wrapped bytea not null,
  primary key (realm, purpose)
);
call yanzhen.govern('access.realm_key', 'append');

create table access.account (
  realm int not null,
  id uuid not null,
  login text not null,
  login_hash bytea not null,
  name text not null,
  password_hash text not null check (password_hash like '$argon2id$%'),
  person_id uuid,
  active boolean not null default true,
  created_at timestamptz not null,
  primary key (realm, id),
  unique (realm, login_hash)
);
-- One account a person at a time; closed ones stay for the records.
create unique index account_person on access.account (realm, person_id) where active;
call yanzhen.govern('access.account', 'change');

create table access.grant (
  realm int not null,
  account_id uuid not null,
  role text not null check (role in ('CLERK', 'DISPATCHER', 'WORKER', 'ADMINISTRATOR')),
  division_id int not null,
  area text not null,
  primary key (realm, account_id, role, division_id),
  foreign key (realm, account_id) references access.account (realm, id)
);
call yanzhen.govern('access.grant', 'erase');

create table access.session (
  realm int not null,
  token_hash bytea not null,
  account_id uuid not null,
  device uuid,
  network text,
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (realm, token_hash),
  foreign key (realm, account_id) references access.account (realm, id)
);
create index session_expires_at on access.session (realm, expires_at);
create index session_account on access.session (realm, account_id);
call yanzhen.govern('access.session', 'erase');
