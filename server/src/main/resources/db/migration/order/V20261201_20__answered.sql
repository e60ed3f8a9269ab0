-- What a step of an order answered: what came of it, by whoever reported it done, and the questions of its kind that were
-- answered or changed after it was asked for. What stood before stays beside what stands now. A name, a number or a
-- signature in letters is encrypted. Erased without touching the history it belongs to.
create table orders.answered (
  realm int not null,
  order_id uuid not null,
  version int not null,
  code text not null,
  result boolean not null,
  -- False for results that a later report of the same order replaced.
  stands boolean not null default true,
  value text,
  sealed bytea,
  was text,
  was_sealed bytea,
  -- A number, to be added up.
  amount numeric(16, 4),
  primary key (realm, order_id, version, code),
  foreign key (realm, order_id, version) references orders.history (realm, order_id, version),
  constraint answered_once check (value is null or sealed is null),
  constraint was_answered_once check (was is null or was_sealed is null),
  constraint only_results_add_up check (amount is null or result)
);
call yanzhen.govern('orders.answered', 'erase');
