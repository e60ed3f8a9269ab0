-- Who a message is from, and its words as they came where they name them: encrypted and apart, in a row that may be
-- deleted. What stays in hall.intake_item is without the name, so nothing that is made of it (search, marks, model,
-- topics, precedents, the order) knows it either.
create table hall.intake_words (
  realm int not null,
  item_id uuid not null,
  sender bytea,
  subject bytea,
  text bytea,
  reply bytea,
  primary key (realm, item_id),
  foreign key (realm, item_id) references hall.intake_item (realm, id)
);
call yanzhen.govern('hall.intake_words', 'erase');
insert into hall.intake_words (realm, item_id, sender)
  select realm, id, requester_phone from hall.intake_item where requester_phone is not null;

drop index hall.intake_item_clear_number;
alter table hall.intake_item
  drop column requester_phone,
  -- Why it was set aside stands in the command, encrypted; nobody reads it here.
  drop column reason,
  -- False for messages of older releases until the job has taken the names out.
  add column without_names boolean not null default false;
create index intake_item_with_names on hall.intake_item (realm, id) where not without_names;

create function hall.refuse_clear_name() returns trigger
  language plpgsql as $$
begin
  raise exception 'a sender''s name stands encrypted in hall.intake_words' using errcode = 'check_violation';
end $$;
create trigger no_clear_name before insert or update of requester on hall.intake_item for each row
  when (new.requester is not null) execute function hall.refuse_clear_name();
