-- When a paper changed hands, where that was before we heard of it: on a visit without signal.
alter table hall.paper_move add column recorded_at timestamptz;

-- What stands on the slip to be read out: made of its id, so that a phone knows it without signal.
alter table hall.paper_move add column slip_code text not null
  generated always as (upper(right(slip_id::text, 8))) stored;
create index paper_move_slip on hall.paper_move (realm, slip_code);

-- Who has a paper: the last one who took it in hand, at a desk or on the way. A paper without a row is at the desk.
create table hall.paper_hand (
  realm int not null,
  id uuid not null,
  order_id uuid not null,
  paper_id uuid not null,
  place text not null check (place in ('DESK', 'FIELD')),
  account_id uuid,
  at timestamptz not null,
  primary key (realm, id),
  foreign key (realm, paper_id) references hall.paper (realm, id),
  -- Somebody carries it.
  check (place = 'DESK' or account_id is not null)
);
create index paper_hand_of_order on hall.paper_hand (realm, order_id, paper_id, at, id);
create index paper_hand_of_account on hall.paper_hand (realm, account_id, order_id) where place = 'FIELD';
call yanzhen.govern('hall.paper_hand', 'append');

-- What the proxy is to the one they speak for, and what was photographed of the authority.
alter table hall.authority add column relation text
  check (relation in ('SPOUSE', 'CHILD', 'PARENT', 'RELATIVE', 'NEIGHBOUR', 'CADRE', 'OTHER'));
create index authority_recorded_by on hall.authority (realm, recorded_by, order_id) where state = 'ACTIVE';

create table hall.authority_photo (
  realm int not null,
  authority_id uuid not null,
  photo_id uuid not null,
  primary key (realm, authority_id, photo_id),
  foreign key (realm, authority_id) references hall.authority (realm, id)
);
create index authority_photo_upload on hall.authority_photo (realm, photo_id);
call yanzhen.govern('hall.authority_photo', 'erase');
