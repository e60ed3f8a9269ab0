-- What a county or a township promises its people for a year, and what came of it.
create schema commitment;
grant usage on schema commitment to ${app};

-- The promise as it stands now. What it was before, word for word, is in the history.
create table commitment.commitment (
  realm int not null,
  id uuid not null,
  year int not null check (year between 2000 and 2100),
  division_id int not null references place.division,
  area text not null,
  state text not null check (state in ('DRAFT', 'PUBLISHED', 'DONE', 'GIVEN_UP', 'DISCARDED')),
  version int not null check (version > 0),
  -- The words are public from the day of publishing on; a name in them can still be taken out.
  content jsonb not null,
  -- Days first promised, milestones reached, figures reached.
  progress jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  published_on date,
  primary key (realm, id),
  constraint commitment_public_since check ((published_on is null) = (state in ('DRAFT', 'DISCARDED')))
);
create index commitment_list on commitment.commitment (realm, year, division_id, created_at, id);
create index commitment_lists on commitment.commitment (realm, division_id, year) where published_on is not null;
call yanzhen.govern('commitment.commitment', 'change');

create function commitment.refuse_unpublishing() returns trigger
  language plpgsql as $$
begin
  raise exception 'what was published stays published, in its year and division' using errcode = 'check_violation';
end $$;
create trigger published_once before update on commitment.commitment for each row
  when (old.published_on is not null and (new.published_on, new.year, new.division_id)
    is distinct from (old.published_on, old.year, old.division_id))
  execute function commitment.refuse_unpublishing();

-- Every step, by whom: ids and facts, never altered.
create table commitment.history (
  realm int not null,
  commitment_id uuid not null,
  version int not null check (version > 0),
  command_id uuid not null,
  action text not null check (action in
    ('DRAFT', 'PUBLISH', 'CORRECT', 'REPORT', 'REACH', 'TAKE_BACK', 'FINISH', 'GIVE_UP', 'DISCARD')),
  at timestamptz not null,
  account_id uuid,
  milestone int,
  pictures uuid[] not null default '{}',
  primary key (realm, commitment_id, version),
  foreign key (realm, commitment_id) references commitment.commitment (realm, id)
);
call yanzhen.govern('commitment.history', 'append');

-- The words of a step, and the promise as it stood after it where the step changed it.
create table commitment.words (
  realm int not null,
  commitment_id uuid not null,
  version int not null,
  text text,
  content jsonb,
  primary key (realm, commitment_id, version),
  foreign key (realm, commitment_id, version) references commitment.history (realm, commitment_id, version)
);
call yanzhen.govern('commitment.words', 'erase');
