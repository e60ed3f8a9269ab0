create schema people;
grant usage on schema people to ${app};

create table people.organisation (
  realm int not null,
  id uuid not null,
  code text not null,
  name text not null,
  kind text not null check (kind in ('GOVERNMENT', 'STATION', 'COMMITTEE', 'COOPERATIVE', 'COMPANY', 'TEAM')),
  division_id int not null references place.division,
  primary key (realm, id),
  unique (realm, code)
);
call yanzhen.govern('people.organisation', 'change');

-- The number is encrypted with its row bound in; to look it up there is only the keyed hash of its digits.
create table people.person (
  realm int not null,
  id uuid not null,
  name text not null,
  phone bytea,
  phone_index bytea,
  home_division_id int not null references place.division,
  home_area text not null,
  synthetic boolean not null,
  active boolean not null,
  registered_at timestamptz not null,
  primary key (realm, id),
  check ((phone is null) = (phone_index is null))
);
create index person_home on people.person (realm, home_area text_pattern_ops);
create index person_phone on people.person (realm, phone_index);
call yanzhen.govern('people.person', 'change');

-- What somebody is, where and from when to when. A serving post is one that orders may be sent to.
create table people.post (
  realm int not null,
  person_id uuid not null,
  n smallint not null check (n > 0),
  title text not null,
  organisation_id uuid,
  division_id int not null references place.division,
  area text not null,
  serving boolean not null,
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  primary key (realm, person_id, n),
  foreign key (realm, person_id) references people.person (realm, id),
  foreign key (realm, organisation_id) references people.organisation (realm, id)
);
create index post_area on people.post (realm, area text_pattern_ops) where serving;
call yanzhen.govern('people.post', 'erase');

-- The skill as it stands; how it came to be is in the commands.
create table people.skill (
  realm int not null,
  person_id uuid not null,
  skill text not null,
  level smallint not null check (level between 1 and 3),
  evidence text not null,
  verifier text not null,
  verified_on date not null,
  expires_on date check (expires_on > verified_on),
  primary key (realm, person_id, skill),
  foreign key (realm, person_id) references people.person (realm, id)
);
call yanzhen.govern('people.skill', 'change');

-- Whole days away. Why is nobody's business here: only what another planner must know.
create table people.leave (
  realm int not null,
  person_id uuid not null,
  first_day date not null,
  last_day date not null check (last_day >= first_day),
  reason text not null check (reason in ('LEAVE', 'TRAINING', 'DUTY_ELSEWHERE')),
  primary key (realm, person_id, first_day),
  foreign key (realm, person_id) references people.person (realm, id)
);
create index leave_last_day on people.leave (realm, last_day);
call yanzhen.govern('people.leave', 'change');
