-- Which promise of the year an order serves: at most one. Said by a dispatcher, and no step of its life.
create table orders.promise_order (
  realm int not null,
  order_id uuid not null,
  commitment_id uuid not null,
  linked_at timestamptz not null,
  linked_by uuid,
  primary key (realm, order_id),
  foreign key (realm, order_id) references orders.orders (realm, id)
);
create index promise_order_of on orders.promise_order (realm, commitment_id, linked_at desc, order_id desc);
call yanzhen.govern('orders.promise_order', 'erase');
