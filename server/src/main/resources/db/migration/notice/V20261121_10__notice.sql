create schema notice;
grant usage on schema notice to ${app};

-- The outbox: who is to be told what about which step.
create table notice.message (
  realm int not null,
  id uuid not null,
  order_id uuid not null,
  version int not null,
  template text not null,
  person_id uuid,
  state text not null check (state in ('WAITING', 'SENT', 'HELD', 'FAILED')),
  attempts int not null,
  why text,
  due_at timestamptz not null,
  sent_at timestamptz,
  -- What the provider took, encrypted; before that the words are made when somebody reads or sends them.
  sent_text bytea,
  primary key (realm, id),
  unique (realm, order_id, version, template),
  check ((state = 'SENT') = (sent_at is not null))
);
create index message_due on notice.message (realm, due_at) where state = 'WAITING';
call yanzhen.govern('notice.message', 'change');
