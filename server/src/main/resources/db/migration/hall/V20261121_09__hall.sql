create schema hall;
grant usage on schema hall to ${app};

-- A message from outside waits here until a person confirms what it is.
create table hall.intake_item (
  realm int not null,
  id uuid not null,
  source text not null,
  source_id text not null,
  subject text not null,
  text text not null,
  requester text,
  placed_at timestamptz not null,
  reply text,
  replied_at timestamptz,
  state text not null check (state in ('NEW', 'CONFIRMED', 'DISMISSED')),
  order_id uuid,
  reason text,
  received_at timestamptz not null,
  primary key (realm, id),
  unique (realm, source, source_id),
  check ((state = 'CONFIRMED') = (order_id is not null)),
  check (state <> 'DISMISSED' or reason is not null)
);
create index intake_item_list on hall.intake_item (realm, state, placed_at desc, id desc);
create index intake_item_words on hall.intake_item using gin (yanzhen.bigrams(subject || ' ' || text));
call yanzhen.govern('hall.intake_item', 'change');
