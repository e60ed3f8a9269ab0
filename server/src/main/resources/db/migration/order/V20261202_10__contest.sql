-- Somebody else would take an order over from whoever has it and has not begun: one at a time, since it is one column; never
-- whoever has it, and only until it moves. Whom whoever has it now told no is not asked again.
alter table orders.orders
  add column contested_by uuid,
  add column contest_until timestamptz,
  add column contest_answered uuid[] not null default '{}',
  add constraint contest_has_an_end check ((contested_by is null) = (contest_until is null)),
  add constraint contest_of_an_accepted_order
    check (contested_by is null or (state = 'ACCEPTED' and assignee is not null and contested_by <> assignee));
create index orders_contested on orders.orders (realm, next_due, id) where contested_by is not null;
