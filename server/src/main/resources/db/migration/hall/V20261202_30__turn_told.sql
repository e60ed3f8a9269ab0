-- When a number was last said aloud, at its call or called again: the screen says each of these once. And who took their
-- number with their own phone.
alter table hall.ticket
  add said_at timestamptz,
  add at_door boolean not null default false;
update hall.ticket set said_at = called_at where called_at is not null;
alter table hall.ticket add constraint ticket_said check (state <> 'CALLED' or said_at is not null);

-- A mobile number left with a ticket, to be told when to come back; apart from the ticket, and gone when the ticket is over.
-- Told once, and once more when the time has moved: never a third time.
create table hall.ticket_phone (
  realm int not null,
  ticket_id uuid not null,
  phone bytea not null,
  -- The command that brought it, whose words are erased with it.
  command_id uuid not null,
  left_at timestamptz not null,
  told int not null default 0 check (told between 0 and 2),
  told_about timestamptz,
  primary key (realm, ticket_id),
  foreign key (realm, ticket_id) references hall.ticket (realm, id),
  constraint ticket_phone_told check ((told = 0) = (told_about is null))
);
call yanzhen.govern('hall.ticket_phone', 'erase');
