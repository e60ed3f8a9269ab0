-- A part that is served at the same moment as its lead, by a second person.
alter table orders.orders
  add column together boolean not null default false,
  add constraint orders_together_is_a_part check (not together or part_of is not null);
create index orders_together on orders.orders (realm, part_of) where together;
