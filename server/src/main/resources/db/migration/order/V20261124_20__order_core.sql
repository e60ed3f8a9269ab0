-- The whole life of an order: merged and suspended states, joint orders, stages, pauses, transfers, levels.
alter table orders.orders
  add column transfers int not null default 0,
  add column level int not null default 0,
  add column suspended_from text check (suspended_from in ('WAITING', 'ACCEPTED', 'WORKING')),
  -- When no promise ran: [{"from": …, "to": …}], the last one may still last.
  add column pauses jsonb not null default '[]',
  -- A joint order: its parts that are neither closed nor waived; and of a part, the order it belongs to.
  add column open_parts uuid[] not null default '{}',
  add column part_of uuid,
  -- The order of the same matter it goes on with, and of that one: how many others asked for it too.
  add column merged_into uuid,
  add column joined int not null default 0 check (joined >= 0),
  -- The stage of its kind it is, and the order before it.
  add column stage text,
  add column follows uuid,
  -- When the next one up is told that a promise is broken.
  add column escalate_at timestamptz,
  drop constraint orders_state_check,
  add constraint orders_state_check check (state in
    ('DRAFT', 'WAITING', 'OFFERED', 'OPEN', 'ACCEPTED', 'WORKING', 'REPORTED', 'SOLVED', 'CANCELLED', 'MERGED', 'SUSPENDED')),
  drop constraint orders_source_check,
  add constraint orders_source_check check (source in
    ('DOOR', 'WINDOW', 'CALL', 'PAPER', 'VISIT', 'INTAKE', 'FIELD', 'FOLLOW_UP', 'PART')),
  add constraint orders_merged_goes_on check ((state = 'MERGED') = (merged_into is not null) and merged_into <> id),
  add constraint orders_suspended_knows_where check ((state = 'SUSPENDED') = (suspended_from is not null)),
  add constraint orders_suspended_ends check (state <> 'SUSPENDED' or lease_until is not null),
  -- A joint order is never closed early.
  add constraint orders_closed_without_open_parts check
    (state not in ('REPORTED', 'SOLVED', 'CANCELLED', 'MERGED') or open_parts = '{}'),
  add constraint orders_part_of_key foreign key (realm, part_of) references orders.orders (realm, id),
  add constraint orders_merged_into_key foreign key (realm, merged_into) references orders.orders (realm, id),
  add constraint orders_follows_key foreign key (realm, follows) references orders.orders (realm, id);

drop index orders.orders_open_worklist;
create index orders_open_worklist on orders.orders (realm, next_due, id)
  where state in ('WAITING', 'OFFERED', 'OPEN', 'ACCEPTED', 'WORKING', 'REPORTED', 'SUSPENDED');
create index orders_part_of on orders.orders (realm, part_of) where part_of is not null;
create index orders_merged_into on orders.orders (realm, merged_into) where merged_into is not null;
create index orders_escalate_at on orders.orders (realm, escalate_at) where escalate_at is not null;
create index orders_follows on orders.orders (realm, follows) where follows is not null;

-- For whom somebody else asks; told like the requester.
alter table orders.contact
  add column principal_name bytea,
  add column principal_phone bytea;

-- Stages to come: when one is solved, the next is due as an order of its own.
create table orders.follow_up (
  realm int not null,
  order_id uuid not null,
  stage text not null,
  due_at timestamptz not null,
  primary key (realm, order_id, stage),
  foreign key (realm, order_id) references orders.orders (realm, id)
);
create index follow_up_due_at on orders.follow_up (realm, due_at);
call yanzhen.govern('orders.follow_up', 'erase');
