-- All that waits, weighed together: what would change, for whom and why. Nothing moves before a dispatcher accepts.
create table dispatch.proposal (
  realm int not null,
  proposal_id uuid not null,
  state text not null
    check (state in ('READING', 'SOLVING', 'CHECKING', 'READY', 'TAKEN', 'DROPPED', 'CANCELLED', 'FAILED')),
  -- Paths of the subtrees of divisions it covers.
  areas text[] not null check (cardinality(areas) > 0),
  -- What giving somebody else an order that somebody was told of costs, in minutes; null: told orders stay.
  price int check (price between 0 and 10000),
  -- The account; null when it was made by itself at its hour.
  asked_by uuid,
  asked_at timestamptz not null,
  -- So much of so much is read.
  done int not null default 0,
  total int not null default 0,
  -- Why there is none.
  failed text check ((failed is not null) = (state = 'FAILED')),
  ended_at timestamptz,
  served int not null default 0,
  moved int not null default 0,
  left_over int not null default 0,
  told int not null default 0,
  accepted int not null default 0,
  persons int not null default 0,
  minutes_before bigint not null default 0,
  minutes_after bigint not null default 0,
  way_minutes bigint not null default 0,
  primary key (realm, proposal_id)
);
create index proposal_asked_at on dispatch.proposal (realm, asked_at, proposal_id);
create index proposal_running on dispatch.proposal (realm) where state in ('READING', 'SOLVING', 'CHECKING');
call yanzhen.govern('dispatch.proposal', 'change');

create table dispatch.proposal_line (
  realm int not null,
  proposal_id uuid not null,
  line int not null,
  order_id uuid not null,
  -- The order as it was weighed: one that has moved since is not sent.
  version int not null,
  what text not null check (what in ('GIVE', 'MOVE', 'LEAVE')),
  from_person uuid,
  to_person uuid,
  -- Orders in the person's hands when this one comes, and before any of them.
  in_hand int not null,
  had int not null,
  minutes_before int not null,
  minutes_after int not null,
  way_before int,
  way_after int,
  terms jsonb not null,
  -- How many could go.
  able int not null,
  -- Whoever suits this order better and is needed elsewhere, and for which order.
  passed_person uuid,
  passed_way int,
  passed_order uuid,
  -- Why nobody goes.
  rule text,
  rule_people int,
  rule_minutes int,
  state text not null check (state in ('OPEN', 'SENT', 'REFUSED', 'NONE')),
  code text,
  code_rule text,
  sent_version int,
  answered_at timestamptz,
  primary key (realm, proposal_id, line),
  unique (realm, proposal_id, order_id),
  foreign key (realm, proposal_id) references dispatch.proposal (realm, proposal_id),
  check ((what = 'MOVE') = (from_person is not null)),
  check ((what = 'LEAVE') = (to_person is null)),
  check ((what = 'LEAVE') = (rule is not null)),
  check ((what = 'LEAVE') = (state = 'NONE')),
  check ((state = 'REFUSED') = (code is not null))
);
create index proposal_line_open on dispatch.proposal_line (realm, proposal_id, line) where state = 'OPEN';
create index proposal_line_sent on dispatch.proposal_line (realm, proposal_id) where state = 'SENT';
call yanzhen.govern('dispatch.proposal_line', 'change');
