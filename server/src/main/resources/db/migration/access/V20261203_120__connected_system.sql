-- Another system that sends: an account like any other in the history, but nobody's: it has no log-in and no password, only a token.
alter table access.account
  alter column login drop not null,
  alter column login_hash drop not null,
  alter column password_hash drop not null,
  add constraint account_signs_in check (
    (login is null) = (login_hash is null) and (login is null) = (password_hash is null)
    and (login is not null or person_id is null));
-- Among those that sign in by token a name says who it is: messages are kept under it.
create unique index account_system_name on access.account (realm, name) where login is null;

create table access.connected_system (
  realm int not null,
  account_id uuid not null,
  division_id int not null,
  area text not null,
  -- SHA-256 of a token of 256 drawn bits; the token itself is shown once and kept nowhere.
  token_hash bytea not null check (length(token_hash) = 32),
  an_hour int not null check (an_hour between 1 and 3600),
  created_at timestamptz not null,
  last_used_at timestamptz,
  ended_at timestamptz,
  primary key (realm, account_id),
  unique (realm, token_hash),
  foreign key (realm, account_id) references access.account (realm, id)
);
create index connected_system_list on access.connected_system (realm, created_at desc, account_id desc);
call yanzhen.govern('access.connected_system', 'change');
