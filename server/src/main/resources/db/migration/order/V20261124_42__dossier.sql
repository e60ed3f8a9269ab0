-- Many orders, one problem: surveyed, its root found, tried out at one place, then everywhere.
create table orders.dossier (
  realm int not null,
  id uuid not null,
  stage text not null check (stage in ('OPEN', 'SURVEY', 'CAUSE', 'PILOT', 'ROLLOUT', 'CLOSED')),
  version int not null check (version > 0),
  division_id int not null references place.division,
  area text not null,
  kind text,
  cause text check (cause in ('EXECUTION', 'TECHNIQUE', 'MATERIAL', 'MARKET', 'OTHER')),
  pilot_division int references place.division,
  pilot_outcome text check (pilot_outcome in ('WORKED', 'PARTLY', 'FAILED')),
  opened_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (realm, id),
  -- Nothing is tried out before it is known why, and nothing rolled out before it was tried.
  constraint dossier_knows_why check (stage not in ('PILOT', 'ROLLOUT') or (cause is not null and pilot_division is not null)),
  constraint dossier_was_tried check (stage <> 'ROLLOUT' or pilot_outcome in ('WORKED', 'PARTLY'))
);
create index dossier_updated on orders.dossier (realm, updated_at, id);
call yanzhen.govern('orders.dossier', 'change');

create table orders.dossier_history (
  realm int not null,
  dossier_id uuid not null,
  version int not null check (version > 0),
  command_id uuid not null,
  action text not null,
  from_stage text,
  to_stage text not null,
  at timestamptz not null,
  account_id uuid,
  facts jsonb not null,
  primary key (realm, dossier_id, version),
  foreign key (realm, dossier_id) references orders.dossier (realm, id)
);
call yanzhen.govern('orders.dossier_history', 'append');

create table orders.dossier_words (
  realm int not null,
  dossier_id uuid not null,
  version int not null,
  title text,
  text text,
  primary key (realm, dossier_id, version),
  foreign key (realm, dossier_id, version) references orders.dossier_history (realm, dossier_id, version)
);
call yanzhen.govern('orders.dossier_words', 'erase');

-- An order is part of one problem at a time.
create table orders.dossier_order (
  realm int not null,
  order_id uuid not null,
  dossier_id uuid not null,
  linked_at timestamptz not null,
  primary key (realm, order_id),
  foreign key (realm, order_id) references orders.orders (realm, id),
  foreign key (realm, dossier_id) references orders.dossier (realm, id)
);
create index dossier_order_of on orders.dossier_order (realm, dossier_id, linked_at, order_id);
call yanzhen.govern('orders.dossier_order', 'erase');

create table orders.dossier_division (
  realm int not null,
  dossier_id uuid not null,
  division_id int not null references place.division,
  done_at timestamptz,
  primary key (realm, dossier_id, division_id),
  foreign key (realm, dossier_id) references orders.dossier (realm, id)
);
call yanzhen.govern('orders.dossier_division', 'change');
