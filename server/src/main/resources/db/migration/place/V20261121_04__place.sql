create schema place;
grant usage on schema place to ${app};

-- Reference: divisions under ids of our own, given once and kept for ever. A merged village keeps its row.
create table place.division (
  id int primary key,
  level text not null check (level in ('PROVINCE', 'PREFECTURE', 'COUNTY', 'TOWNSHIP', 'VILLAGE')),
  parent_id int references place.division,
  path text not null check (path like '.%' and path like '%.' || id || '.')
);
create index division_parent on place.division (parent_id);
create index division_path on place.division (path text_pattern_ops);
grant select on place.division to ${app};

-- Reference: what a division was called, and its statistical code, from when to when; never a key of anything else.
-- full_name is read from the county down (溆浦县黄茅园镇金中村), so that a search may name the township too.
create table place.division_name (
  division_id int not null references place.division,
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  code text not null check (code ~ '^[0-9]{2,12}$'),
  name text not null,
  full_name text not null,
  primary key (division_id, valid_from)
);
create unique index division_name_today on place.division_name (division_id) where valid_to is null;
create unique index division_code_today on place.division_name (code) where valid_to is null;
create index division_name_bigrams on place.division_name using gin (yanzhen.bigrams(full_name));
grant select on place.division_name to ${app};

-- Where a division lies for this realm: one point, WGS 84, measured elsewhere or made up for a demonstration.
create table place.position (
  realm int not null,
  division_id int not null references place.division,
  latitude double precision not null check (latitude between -90 and 90),
  longitude double precision not null check (longitude between -180 and 180),
  source text not null check (source in ('SYNTHETIC', 'IMPORTED')),
  set_at timestamptz not null,
  primary key (realm, division_id)
);
call yanzhen.govern('place.position', 'change');
