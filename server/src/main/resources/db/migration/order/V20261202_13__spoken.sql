-- What the one asked for speaks, and whether somebody has to go who speaks it. Said when it is asked for; its parts and stages have it too.
alter table orders.orders
  add column language text,
  add column language_needed boolean not null default false,
  add constraint needed_language_is_named check (language is not null or not language_needed);
