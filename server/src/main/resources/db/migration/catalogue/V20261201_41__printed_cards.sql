-- The service cards that are out in the villages: what was on each when it was last printed, so that whoever changed post or
-- number is told apart from whoever did not. A person's number stands on it, so it is encrypted.
create table catalogue.card (
  realm int not null,
  division_id int not null references place.division,
  person_id uuid not null,
  area text not null,
  language text not null check (language in ('ZH', 'EN')),
  content bytea not null,
  printed_at timestamptz not null,
  account_id uuid,
  primary key (realm, division_id, person_id)
);
call yanzhen.govern('catalogue.card', 'erase');
