create schema dispatch;
grant usage on schema dispatch to ${app};

-- Who was asked, and how the choice was explained that day.
create table dispatch.decision (
  realm int not null,
  order_id uuid not null,
  version int not null,
  person_id uuid not null,
  rank int not null check (rank > 0),
  ranked int not null check (ranked >= rank),
  total int not null,
  terms jsonb not null,
  at timestamptz not null,
  primary key (realm, order_id, version)
);
call yanzhen.govern('dispatch.decision', 'append');
