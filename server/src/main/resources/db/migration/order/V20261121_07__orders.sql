create schema orders;
grant usage on schema orders to ${app};

create table orders.orders (
  realm int not null,
  id uuid not null,
  number text not null,
  state text not null check (state in
    ('DRAFT', 'WAITING', 'OFFERED', 'OPEN', 'ACCEPTED', 'WORKING', 'REPORTED', 'SOLVED', 'CANCELLED')),
  version int not null check (version > 0),
  kind text not null,
  kind_version int not null,
  urgency text not null check (urgency in ('NORMAL', 'URGENT', 'DANGER')),
  source text not null check (source in ('DOOR', 'WINDOW', 'CALL', 'PAPER', 'VISIT', 'INTAKE', 'FIELD')),
  division_id int not null references place.division,
  area text not null,
  place text,
  title text not null,
  text text,
  fields jsonb not null default '{}',
  attachments uuid[] not null default '{}',
  -- The requester's name as others may see it.
  asked_by text,
  responsible_body text,
  assignee uuid,
  offered_to uuid,
  returned_by uuid,
  claimed boolean not null default false,
  lease_until timestamptz,
  hops int not null default 0,
  reopened int not null default 0,
  rating int check (rating between 1 and 5),
  from_intake uuid,
  created_by uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  solved_at timestamptz,
  sign_started timestamptz, sign_due timestamptz, sign_met timestamptz,
  contact_started timestamptz, contact_due timestamptz, contact_met timestamptz,
  resolve_started timestamptz, resolve_due timestamptz, resolve_met timestamptz,
  verify_started timestamptz, verify_due timestamptz, verify_met timestamptz,
  -- What the worklist is sorted by: the next promise, or for finished orders the day it ended.
  next_due timestamptz not null,
  primary key (realm, id),
  unique (realm, number),
  -- No order is sent without content, a body that answers for it and a time limit.
  constraint orders_sent_complete check (
    state in ('DRAFT', 'CANCELLED') or (text is not null and responsible_body is not null and resolve_due is not null)),
  constraint orders_offer_has_person check ((state = 'OFFERED') = (offered_to is not null)),
  constraint orders_work_has_person check (state not in ('ACCEPTED', 'WORKING', 'REPORTED') or assignee is not null),
  constraint orders_lease check (state <> 'OFFERED' or lease_until is not null)
);
-- The worklists: by state, in the order of the next promise, page by page.
create index orders_worklist on orders.orders (realm, state, next_due, id);
create index orders_open_worklist on orders.orders (realm, next_due, id)
  where state in ('WAITING', 'OFFERED', 'OPEN', 'ACCEPTED', 'WORKING', 'REPORTED');
create index orders_assignee on orders.orders (realm, assignee, updated_at) where assignee is not null;
create index orders_offered_to on orders.orders (realm, offered_to) where offered_to is not null;
create index orders_created on orders.orders (realm, division_id, created_at);
create index orders_words on orders.orders
  using gin (yanzhen.bigrams(number || ' ' || title || ' ' || coalesce(text, '') || ' ' || coalesce(place, '')));
call yanzhen.govern('orders.orders', 'change');

-- Who asked: encrypted, with a keyed hash of the number so that a caller's earlier orders are found.
create table orders.contact (
  realm int not null,
  order_id uuid not null,
  name bytea,
  phone bytea,
  phone_index bytea,
  primary key (realm, order_id),
  foreign key (realm, order_id) references orders.orders (realm, id)
);
create index contact_phone_index on orders.contact (realm, phone_index) where phone_index is not null;
call yanzhen.govern('orders.contact', 'erase');

-- What happened, in ids and facts; never changed.
create table orders.history (
  realm int not null,
  order_id uuid not null,
  version int not null check (version > 0),
  command_id uuid not null,
  action text not null,
  from_state text,
  to_state text not null,
  at timestamptz not null,
  recorded_at timestamptz,
  account_id uuid,
  role text,
  facts jsonb not null,
  primary key (realm, order_id, version),
  foreign key (realm, order_id) references orders.orders (realm, id)
);
call yanzhen.govern('orders.history', 'append');

-- People's words beside the history; may be erased without touching it.
create table orders.words (
  realm int not null,
  order_id uuid not null,
  version int not null,
  text text,
  attachments uuid[] not null default '{}',
  on_behalf_of text,
  primary key (realm, order_id, version),
  foreign key (realm, order_id, version) references orders.history (realm, order_id, version)
);
call yanzhen.govern('orders.words', 'erase');

-- Silence has a date: when it passes, the order returns. One row an order; swept by a job.
create table orders.timer (
  realm int not null,
  order_id uuid not null,
  version int not null,
  due_at timestamptz not null,
  primary key (realm, order_id),
  foreign key (realm, order_id) references orders.orders (realm, id)
);
create index timer_due_at on orders.timer (realm, due_at);
call yanzhen.govern('orders.timer', 'erase');
