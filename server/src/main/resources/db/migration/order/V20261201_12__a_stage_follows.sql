-- A stage is always the next step of another order; the order as it was asked for is none.
alter table orders.orders
  add constraint orders_stage_follows check ((stage is null) = (follows is null));
