-- Two visits of which neither makes sense without the other: both begin at the same moment. A visit that goes takes the bond with
-- it and leaves the other where it is.
alter table plan.visit
  add column with_order uuid,
  add constraint visit_not_with_itself check (with_order <> order_id),
  add constraint visit_begins_once unique (realm, order_id, starts_at),
  add constraint visits_begin_together foreign key (realm, with_order, starts_at)
    references plan.visit (realm, order_id, starts_at) on delete set null (with_order) deferrable initially deferred;
create index visit_with on plan.visit (realm, with_order, starts_at) where with_order is not null;
