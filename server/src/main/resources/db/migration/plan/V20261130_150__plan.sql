-- Who goes where when: the days of people who serve as they stand, what changed in them, and proposals for them.
create schema plan;
grant usage on schema plan to ${app};

-- One person's day: what is locked before it is changed, and the version two dispatchers compare.
create table plan.day (
  realm int not null,
  person_id uuid not null,
  day date not null,
  version int not null check (version >= 0),
  primary key (realm, person_id, day)
);
call yanzhen.govern('plan.day', 'change');

-- A visit as it is planned now; how it came there is in plan.change. An order has one visit and one who goes: a second pair of
-- hands is a part of a joint order, an order of its own. The sequence of a day is the order
-- of its starts, and the ways lie between them: neither is kept beside.
create table plan.visit (
  realm int not null,
  order_id uuid not null,
  person_id uuid not null,
  day date not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  division_id int not null references place.division,
  area text not null,
  -- Was served: stays where it was, also when the order goes on elsewhere.
  done boolean not null default false,
  changed_at timestamptz,
  -- When it was to begin before it was last changed.
  starts_before timestamptz,
  primary key (realm, order_id),
  constraint visit_ends_after_start check (ends_at > starts_at),
  -- Nobody is at two places at once. Checked at the end, so that two visits may change places.
  constraint visits_do_not_overlap
    exclude using gist (realm with =, person_id with =, tstzrange(starts_at, ends_at) with &&) deferrable initially deferred
);
create index visit_day on plan.visit (realm, day, person_id, starts_at);
create index visit_person on plan.visit (realm, person_id, day);
call yanzhen.govern('plan.visit', 'erase');

-- What changed in a day, by whom: ids and facts, never altered.
create table plan.change (
  realm int not null,
  id uuid not null,
  day date not null,
  what text not null check (what in ('ADOPTED', 'MOVED', 'REMOVED', 'GONE')),
  order_id uuid not null,
  area text not null,
  person_id uuid,
  from_person_id uuid,
  starts_before timestamptz,
  starts_at timestamptz,
  -- Of what is gone: the step of the order, or that the person is away.
  why text,
  account_id uuid,
  at timestamptz not null,
  primary key (realm, id)
);
create index change_day on plan.change (realm, day, at desc, id desc);
call yanzhen.govern('plan.change', 'append');

-- People's words beside it; may be erased without touching it.
create table plan.change_words (
  realm int not null,
  change_id uuid not null,
  text text not null,
  primary key (realm, change_id),
  foreign key (realm, change_id) references plan.change (realm, id)
);
call yanzhen.govern('plan.change_words', 'erase');

-- A proposal for a day, until it is adopted or dropped. What it proposes is one document: nothing is asked of a part of it.
create table plan.draft (
  realm int not null,
  id uuid not null,
  day date not null,
  division_id int not null references place.division,
  area text not null,
  state text not null check (state in ('COMPUTING', 'READY', 'ADOPTED', 'CANCELLED', 'FAILED')),
  waiting boolean not null,
  around uuid,
  made_by uuid,
  started_at timestamptz not null,
  -- Nobody computes it any more after this.
  give_up_at timestamptz not null,
  finished_at timestamptz,
  problem text,
  proposal jsonb,
  adopted uuid[] not null default '{}',
  primary key (realm, id),
  constraint draft_ready_has_proposal check (state not in ('READY', 'ADOPTED') or proposal is not null)
);
-- A day of an area is computed once at a time.
create unique index draft_computing on plan.draft (realm, day, division_id) where state = 'COMPUTING';
create index draft_day on plan.draft (realm, day, started_at desc);
call yanzhen.govern('plan.draft', 'erase');
