-- A paper somebody gave us: what it is, apart from its moves, so that its words can be erased.
create table hall.paper (
  realm int not null,
  id uuid not null,
  order_id uuid not null,
  label bytea,
  original boolean not null,
  primary key (realm, id)
);
create index paper_of_order on hall.paper (realm, order_id);
call yanzhen.govern('hall.paper', 'erase');

-- Taken (+), given back (-), or a slip undone; never changed.
create table hall.paper_move (
  realm int not null,
  id uuid not null,
  order_id uuid not null,
  paper_id uuid not null,
  -- The slip of paper it is printed on: what was handed over in one go.
  slip_id uuid not null,
  kind text not null check (kind in ('TAKEN', 'GIVEN_BACK', 'REVERSAL')),
  delta int not null check (delta <> 0),
  to_whom text check (to_whom in ('REQUESTER', 'PRINCIPAL', 'PROXY', 'FAMILY')),
  reverses uuid,
  account_id uuid,
  at timestamptz not null,
  primary key (realm, id),
  -- Undone once.
  unique (realm, reverses),
  foreign key (realm, reverses) references hall.paper_move (realm, id),
  check ((kind = 'REVERSAL') = (reverses is not null)),
  check (kind = 'REVERSAL' or (kind = 'TAKEN') = (delta > 0)),
  check ((kind = 'GIVEN_BACK') = (to_whom is not null))
);
create index paper_move_of_order on hall.paper_move (realm, order_id, at, id);
call yanzhen.govern('hall.paper_move', 'append');

-- Why originals stay here although the order ends.
create table hall.paper_kept (
  realm int not null,
  id uuid not null,
  order_id uuid not null,
  reason bytea,
  account_id uuid,
  at timestamptz not null,
  primary key (realm, id)
);
create index paper_kept_of_order on hall.paper_kept (realm, order_id, at);
call yanzhen.govern('hall.paper_kept', 'erase');
