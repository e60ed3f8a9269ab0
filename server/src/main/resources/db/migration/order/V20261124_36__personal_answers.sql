-- Answers that are about a person (a name, a number, a signature in letters): encrypted, apart from the order, and
-- erased without touching it.
create table orders.personal_answer (
  realm int not null,
  order_id uuid not null,
  code text not null,
  value bytea not null,
  primary key (realm, order_id, code),
  foreign key (realm, order_id) references orders.orders (realm, id)
);
call yanzhen.govern('orders.personal_answer', 'erase');
