create schema catalogue;
grant usage on schema catalogue to ${app};

-- A service kind as it was on the day; a changed kind is a new version, and orders keep the version they were placed by.
create table catalogue.kind (
  realm int not null,
  code text not null check (code ~ '^[a-z][a-z0-9-]{1,39}$'),
  version int not null check (version > 0),
  content jsonb not null,
  adopted_at timestamptz not null,
  primary key (realm, code, version)
);
call yanzhen.govern('catalogue.kind', 'append');
