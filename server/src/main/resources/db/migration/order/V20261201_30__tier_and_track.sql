-- Two tracks, one engine: an order is everyday work, or belongs to a campaign, which is a dated drive of one body.
create table orders.campaign (
  realm int not null,
  id uuid not null,
  version int not null check (version > 0),
  name_zh text not null,
  name_en text not null,
  division_id int not null references place.division,
  area text not null,
  -- Codes of the kinds it takes; none: every kind.
  kinds text[] not null check (cardinality(kinds) <= 40),
  from_day date not null,
  until_day date not null,
  -- Code of the organisation that leads it.
  body text not null,
  created_at timestamptz not null,
  created_by uuid,
  -- Ended before its last day.
  ended_at timestamptz,
  ended_by uuid,
  primary key (realm, id),
  constraint campaign_ends_after_it_begins check (until_day >= from_day)
);
create index campaign_newest on orders.campaign (realm, created_at, id);
call yanzhen.govern('orders.campaign', 'change');

-- At which level an order is to be solved, since when it stands there, and whether it came from below. What was asked for
-- before levels were kept stands at the county: nobody above takes it over.
alter table orders.orders
  add column tier text not null default 'COUNTY' check (tier in ('VILLAGE', 'TOWNSHIP', 'COUNTY')),
  add column tier_since timestamptz,
  add column raised boolean not null default false,
  add column campaign uuid,
  add constraint orders_campaign_key foreign key (realm, campaign) references orders.campaign (realm, id);
create index orders_raised on orders.orders (realm, next_due, id)
  where raised and state in ('DRAFT', 'WAITING', 'OFFERED', 'OPEN', 'ACCEPTED', 'WORKING', 'REPORTED', 'SUSPENDED');
create index orders_campaign on orders.orders (realm, state, next_due, id) where campaign is not null;

-- What the figures count of it: the level the rule named, the highest it ever reached (that it came down again does not
-- undo), how often it went up and down, its track, and the group that served.
alter table orders.outcome
  add column tier text not null default 'COUNTY',
  add column first_tier text not null default 'COUNTY',
  add column top_tier text not null default 'COUNTY',
  add column raises int not null default 0,
  add column downs int not null default 0,
  add column campaign uuid,
  add column team uuid;
create index outcome_campaign on orders.outcome (realm, campaign) where campaign is not null;
