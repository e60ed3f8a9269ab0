-- A message that was set aside becomes no order, so nobody could ask for it to be forgotten: its words go after a time.
alter table hall.intake_item
  add column forgotten_at timestamptz,
  add constraint intake_item_forgotten check (forgotten_at is null or state = 'DISMISSED');
-- What older releases set aside has no day of its own: it counts from its receipt.
create index intake_item_set_aside on hall.intake_item (realm, (coalesce(decided_at, received_at)))
  where state = 'DISMISSED' and forgotten_at is null;
