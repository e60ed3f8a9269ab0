-- A hall or station with its windows; which services a window has is the county's own data.
create table hall.site (
  realm int not null,
  id uuid not null,
  division_id int not null references place.division (id),
  area text not null,
  name text not null,
  windows jsonb not null,
  primary key (realm, id)
);
call yanzhen.govern('hall.site', 'change');

-- A ticket: a number in a queue, nobody's name. Numbers are the next free ones under a key, not a counter's row.
create table hall.ticket (
  realm int not null,
  id uuid not null,
  site_id uuid not null,
  day date not null,
  letter text not null,
  number int not null check (number between 1 and 999),
  service text not null,
  standing text not null check (standing in ('NORMAL', 'ELDER', 'DISABLED', 'BOOKED')),
  state text not null check (state in ('BOOKED', 'WAITING', 'CALLED', 'DONE', 'NO_SHOW')),
  drawn_at timestamptz not null,
  -- From when the wait counts: the drawing, for a booking the time agreed on.
  since timestamptz not null,
  booked_for timestamptz,
  on_paper boolean not null,
  called_at timestamptz,
  calls int not null default 0,
  window_code text,
  account_id uuid,
  done_at timestamptz,
  handed_over int not null default 0,
  order_id uuid,
  primary key (realm, id),
  unique (realm, site_id, day, letter, number),
  foreign key (realm, site_id) references hall.site (realm, id),
  constraint ticket_called check (state <> 'CALLED' or (called_at is not null and window_code is not null)),
  constraint ticket_booked check ((standing = 'BOOKED') = (booked_for is not null)),
  constraint ticket_done check ((state = 'DONE') = (done_at is not null))
);
create index ticket_waiting on hall.ticket (realm, site_id, day, since, id) where state = 'WAITING';
create index ticket_called on hall.ticket (realm, site_id, day, called_at desc) where called_at is not null;
call yanzhen.govern('hall.ticket', 'change');
