-- Trusted since PostgreSQL 13: whoever owns the database may make it. Ranges beside scalars in one exclusion need it.
create extension if not exists btree_gist;

-- A group with a written remit: which kinds, where. What is out of its remit goes to the body named.
create table people.team (
  realm int not null,
  id uuid not null,
  code text not null,
  name text not null,
  remit text not null,
  organisation_id uuid,
  kinds text[] not null check (cardinality(kinds) between 1 and 60),
  division_ids int[] not null check (cardinality(division_ids) between 1 and 60),
  areas text[] not null check (cardinality(areas) = cardinality(division_ids)),
  lead_id uuid not null,
  fallback_id uuid not null,
  active boolean not null,
  primary key (realm, id),
  unique (realm, code),
  foreign key (realm, organisation_id) references people.organisation (realm, id),
  foreign key (realm, lead_id) references people.person (realm, id),
  foreign key (realm, fallback_id) references people.organisation (realm, id)
);
call yanzhen.govern('people.team', 'change');

create table people.team_member (
  realm int not null,
  team_id uuid not null,
  person_id uuid not null,
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  primary key (realm, team_id, person_id, valid_from),
  foreign key (realm, team_id) references people.team (realm, id),
  foreign key (realm, person_id) references people.person (realm, id),
  -- Nobody is in the same group twice on one day.
  exclude using gist (realm with =, team_id with =, person_id with =, daterange(valid_from, valid_to) with &&)
);
create index team_member_person on people.team_member (realm, person_id);
call yanzhen.govern('people.team_member', 'erase');

-- One row for each stretch of duty: a weekly pattern is written out when it is kept.
create table people.duty (
  realm int not null,
  id uuid not null,
  n int not null,
  organisation_id uuid,
  team_id uuid,
  body_id uuid not null generated always as (coalesce(organisation_id, team_id)) stored,
  person_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  primary key (realm, id, n),
  check ((organisation_id is null) <> (team_id is null)),
  foreign key (realm, organisation_id) references people.organisation (realm, id),
  foreign key (realm, team_id) references people.team (realm, id),
  foreign key (realm, person_id) references people.person (realm, id),
  -- A body has one person on duty at a time, else nobody knows whose turn it is.
  constraint duty_is_one_persons
    exclude using gist (realm with =, body_id with =, tstzrange(starts_at, ends_at) with &&)
);
create index duty_starts on people.duty (realm, starts_at, id);
call yanzhen.govern('people.duty', 'erase');

-- The B of an A/B pair: acts for the person while that person is on leave, and only then.
create table people.deputy (
  realm int not null,
  person_id uuid not null,
  deputy_id uuid not null,
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  primary key (realm, person_id, valid_from),
  check (person_id <> deputy_id),
  foreign key (realm, person_id) references people.person (realm, id),
  foreign key (realm, deputy_id) references people.person (realm, id),
  constraint deputy_is_one
    exclude using gist (realm with =, person_id with =, daterange(valid_from, valid_to) with &&)
);
call yanzhen.govern('people.deputy', 'erase');

-- Leave that is called off before it begins stays as what was once said, and counts no more.
alter table people.leave add column withdrawn_at timestamptz;
create index person_name on people.person (realm, name text_pattern_ops, id);
