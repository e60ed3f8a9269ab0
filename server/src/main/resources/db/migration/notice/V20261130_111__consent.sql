-- What somebody said about being told, a row each time: who, to which ways, when, through whom, after which words. Never
-- changed, so that what held on any day can be shown; the newest row is the wish. An address is erased and stands apart.
create table notice.consent (
  realm int not null,
  id uuid not null,
  -- The keyed hash of a telephone number, or a person.
  phone_index bytea,
  person_id uuid,
  said_at timestamptz not null,
  through text not null check (through in ('DOOR', 'DESK', 'TEXT', 'APP', 'EARLIER')),
  -- Who heard it, or said it in the app.
  account_id uuid,
  -- The version of the words they were told before they said it.
  words_version int,
  language text not null check (language in ('ZH', 'EN')),
  consent text not null check (consent in ('ANY', 'CALL_ONLY', 'TEXT_ONLY', 'NOTHING')),
  preferred text check (preferred in ('SMS', 'EMAIL', 'CALL')),
  -- Whether an address was left with it.
  with_email boolean not null,
  quiet_from time,
  quiet_to time,
  primary key (realm, id),
  check ((phone_index is null) <> (person_id is null)),
  check ((quiet_from is null) = (quiet_to is null)),
  check (quiet_from <> quiet_to),
  check (through <> 'DESK' or account_id is not null)
);
create index consent_phone on notice.consent (realm, phone_index, said_at desc, id desc) where phone_index is not null;
create index consent_person on notice.consent (realm, person_id, said_at desc, id desc) where person_id is not null;
call yanzhen.govern('notice.consent', 'append');

-- The address that goes with the newest row; those of older ones are gone.
create table notice.mail_address (
  realm int not null,
  consent_id uuid not null,
  email bytea not null,
  primary key (realm, consent_id),
  foreign key (realm, consent_id) references notice.consent (realm, id)
);
call yanzhen.govern('notice.mail_address', 'erase');

-- What stood before statements were dated: that it held from then on is known, through whom it came is not.
insert into notice.consent (realm, id, phone_index, person_id, said_at, through, language, consent, preferred, with_email)
select realm, id, phone_index, person_id, updated_at, 'EARLIER', language, consent, preferred, email is not null
from notice.preference;
insert into notice.mail_address (realm, consent_id, email)
select realm, id, email from notice.preference where email is not null;
drop table notice.preference;

-- Whose wish a message waits under, so that a new one reaches it: the keyed hash of the number, or the person's id.
alter table notice.message add awaits bytea;
create index message_awaits on notice.message (realm, awaits) where awaits is not null;
-- Those that already wait for a call are put on their way once more, to learn whose they are.
update notice.message set state = 'WAITING', attempts = greatest(attempts - 1, 0)
where state = 'HELD' and channel = 'CALL';
