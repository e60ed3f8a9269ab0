-- Call-backs drawn by lot. A day's seed is promised the day before by its hash, drawn with, and then shown: anybody can
-- reckon again who was in the sample.
create table orders.draw (
  realm int not null,
  day date not null,
  commitment text not null check (commitment ~ '^[0-9a-f]{64}$'),
  sealed_seed bytea not null,
  committed_at timestamptz not null,
  drawn_at timestamptz,
  seed text check (seed ~ '^[0-9a-f]{64}$'),
  orders int,
  sampled int,
  primary key (realm, day),
  constraint draw_shows_its_seed check ((drawn_at is null) = (seed is null)),
  -- What was promised is what is shown.
  constraint draw_keeps_its_promise check (seed is null or encode(sha256(convert_to(seed, 'UTF8')), 'hex') = commitment)
);
call yanzhen.govern('orders.draw', 'change');
create function orders.refuse_second_draw() returns trigger
  language plpgsql as $$
begin
  raise exception 'a draw is committed once and drawn once' using errcode = 'check_violation';
end $$;
create trigger drawn_once before update on orders.draw for each row
  when (old.commitment <> new.commitment or old.sealed_seed <> new.sealed_seed or old.drawn_at is not null)
  execute function orders.refuse_second_draw();

-- One row for each order in a draw; round counts its reopenings, so that each report is drawn for once.
create table orders.callback_draw (
  realm int not null,
  order_id uuid not null,
  round int not null,
  day date not null,
  rate int not null check (rate between 0 and 10000),
  value int not null check (value between 0 and 9999),
  sampled boolean not null generated always as (value < rate) stored,
  primary key (realm, order_id, round),
  foreign key (realm, order_id) references orders.orders (realm, id),
  foreign key (realm, day) references orders.draw (realm, day)
);
create index callback_draw_day on orders.callback_draw (realm, day, order_id);
call yanzhen.govern('orders.callback_draw', 'append');
