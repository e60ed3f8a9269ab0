-- In what mode somebody was asked, for whom, past which rules, and who else could have been.
alter table dispatch.decision
  add column mode text not null default 'OFFER'
    check (mode in ('OFFER', 'BULK', 'DUTY', 'GROUP', 'NAMED', 'ROTA', 'STAND_IN')),
  add column team_id uuid,
  add column body text,
  add column stand_in_for uuid,
  add column overruled text[] not null default '{}',
  -- Of a rota: how many turns the chosen had had, in thousandths, and when the last.
  add column turns bigint,
  add column last_turn_at timestamptz,
  add column minutes int,
  add column area text not null default '',
  add column kind text not null default '',
  -- Ids of all who could have been asked then: the ground of the fairness report.
  add column eligible uuid[] not null default '{}';
create index decision_at on dispatch.decision (realm, at, order_id);
create index decision_person on dispatch.decision (realm, person_id, at);

-- What came of it: one row for each answer, of a person, on an order.
create table dispatch.answer (
  realm int not null,
  order_id uuid not null,
  version int not null,
  person_id uuid not null,
  what text not null
    check (what in ('ACCEPTED', 'CLAIMED', 'DECLINED', 'RELEASED', 'LAPSED', 'RECALLED', 'SOLVED', 'REOPENED')),
  reason text,
  minutes int,
  area text not null,
  kind text not null,
  at timestamptz not null,
  primary key (realm, order_id, version)
);
create index answer_at on dispatch.answer (realm, at, order_id);
create index answer_person on dispatch.answer (realm, person_id, at);
call yanzhen.govern('dispatch.answer', 'append');

-- What is to be done by itself: an order to find its person, a person's orders to be handed on. Swept, and nudged after commit.
create table dispatch.todo (
  realm int not null,
  what text not null check (what in ('ORDER', 'AWAY', 'GONE')),
  subject uuid not null,
  version int not null,
  due_at timestamptz not null,
  primary key (realm, what, subject, version, due_at)
);
create index todo_due_at on dispatch.todo (realm, due_at);
call yanzhen.govern('dispatch.todo', 'erase');

-- Why an order still waits, as of that version; a code and an id, never words.
create table dispatch.held (
  realm int not null,
  order_id uuid not null,
  version int not null,
  code text not null,
  subject text,
  at timestamptz not null,
  primary key (realm, order_id)
);
call yanzhen.govern('dispatch.held', 'change');

-- Whose turn it is: turns in thousandths. Who is away gets the share of whoever was there, so that nobody comes back to a heap.
create table dispatch.rota (
  realm int not null,
  body text not null,
  person_id uuid not null,
  turns bigint not null,
  last_at timestamptz,
  primary key (realm, body, person_id)
);
call yanzhen.govern('dispatch.rota', 'change');
