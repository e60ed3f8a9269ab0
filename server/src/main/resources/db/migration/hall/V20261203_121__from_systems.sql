-- Which kinds a connected system may place by itself; everything else it sends waits for a person.
create table hall.trusted_kind (
  realm int not null,
  account_id uuid not null,
  kind text not null,
  primary key (realm, account_id, kind)
);
call yanzhen.govern('hall.trusted_kind', 'erase');

-- What a connected system said of a message: how the order of it came, and what a person may take over or not.
alter table hall.intake_item
  add column came_as text check (came_as in ('API', 'ALERT')),
  add column said_kind text,
  add column said_division int,
  add column said_urgency text check (said_urgency in ('NORMAL', 'URGENT', 'DANGER')),
  add constraint intake_item_said check (
    came_as is not null or (said_kind is null and said_division is null and said_urgency is null));
