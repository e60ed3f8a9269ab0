-- A draft is held by a desk and its promises run, so it stands among what is late.
drop index orders.orders_open_worklist;
create index orders_open_worklist on orders.orders (realm, next_due, id)
  where state in ('DRAFT', 'WAITING', 'OFFERED', 'OPEN', 'ACCEPTED', 'WORKING', 'REPORTED', 'SUSPENDED');
