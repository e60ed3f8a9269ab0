-- A message has a promise from its receipt on: read by then, or told on, step by step; kept or broken, it is counted.
alter table hall.intake_item
  -- None for what was answered elsewhere and for what was settled before there were promises.
  add column due_at timestamptz,
  add column told_level int not null default 0,
  -- When the next one up is told; none once it is read, or above the last.
  add column tell_at timestamptz,
  -- Where it was confirmed to be.
  add column area text,
  add constraint intake_item_told check (tell_at is null or (state = 'NEW' and due_at is not null));
create index intake_item_promise on hall.intake_item (realm, due_at, id) where state = 'NEW';
create index intake_item_tell on hall.intake_item (realm, tell_at) where tell_at is not null;
create index intake_item_received on hall.intake_item (realm, received_at) where due_at is not null;
