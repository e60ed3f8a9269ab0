-- What else a call made or was about, beside the one order it ended with: whoever is forgotten with one of these orders is
-- forgotten with the call they made.
create table hall.call_order (
  realm int not null,
  call_id uuid not null,
  order_id uuid not null,
  primary key (realm, call_id, order_id),
  foreign key (realm, call_id) references hall.call (realm, id)
);
create index call_order_of_order on hall.call_order (realm, order_id);
call yanzhen.govern('hall.call_order', 'append');
