-- Who somebody is was looked at by a clerk, face to face: only then what they have on file is shown, kept, used or taken back.
create table hall.identity_check (
  realm int not null,
  id uuid not null,
  order_id uuid not null,
  -- Keyed hash of the name and number of the one whose matter the order is.
  owner bytea not null,
  how text not null check (how in ('IDENTITY_CARD', 'OTHER_CARD', 'KNOWN')),
  place text not null check (place in ('WINDOW', 'HOME')),
  account_id uuid not null,
  at timestamptz not null,
  primary key (realm, id),
  unique (realm, id, order_id, owner)
);
create index identity_check_of_order on hall.identity_check (realm, order_id, at);
call yanzhen.govern('hall.identity_check', 'append');

-- So that a row below can only name a copy.
alter table hall.paper add constraint paper_is_what_it_is unique (realm, id, original);

-- A copy its owner lets us keep for later matters of theirs: what, until when, heard by whom.
create table hall.paper_on_file (
  realm int not null,
  id uuid not null,
  owner bytea not null,
  sort text not null,
  order_id uuid not null,
  paper_id uuid not null,
  original boolean not null default false,
  check_id uuid not null,
  purpose text not null default 'LATER_MATTERS_OF_MINE' check (purpose = 'LATER_MATTERS_OF_MINE'),
  kept_by uuid not null,
  kept_at timestamptz not null,
  -- The last day, and the moment it is over.
  until date not null,
  ends_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_through text check (withdrawn_through in ('DESK', 'RECEIPT')),
  withdrawn_by uuid,
  primary key (realm, id),
  foreign key (realm, paper_id, original) references hall.paper (realm, id, original),
  foreign key (realm, check_id, order_id, owner) references hall.identity_check (realm, id, order_id, owner),
  constraint an_original_is_never_on_file check (not original),
  constraint on_file_for_a_time check (ends_at > kept_at),
  constraint on_file_withdrawn check ((withdrawn_at is null) = (withdrawn_through is null))
);
create unique index paper_on_file_once on hall.paper_on_file (realm, paper_id) where withdrawn_at is null;
create index paper_on_file_of_owner on hall.paper_on_file (realm, owner, sort, kept_at);
create index paper_on_file_of_order on hall.paper_on_file (realm, order_id);
call yanzhen.govern('hall.paper_on_file', 'change');

-- Each time it saved somebody the way.
create table hall.paper_use (
  realm int not null,
  id uuid not null,
  on_file_id uuid not null,
  order_id uuid not null,
  owner bytea not null,
  check_id uuid not null,
  account_id uuid not null,
  at timestamptz not null,
  primary key (realm, id),
  unique (realm, on_file_id, order_id),
  foreign key (realm, on_file_id) references hall.paper_on_file (realm, id),
  foreign key (realm, check_id, order_id, owner) references hall.identity_check (realm, id, order_id, owner)
);
create index paper_use_of_order on hall.paper_use (realm, order_id, at);
call yanzhen.govern('hall.paper_use', 'append');

-- What has run out, was taken back or is somebody else's serves nobody.
create function hall.refuse_use_of_what_is_not_on_file() returns trigger
  language plpgsql as $$
begin
  perform from hall.paper_on_file f
  where f.realm = new.realm and f.id = new.on_file_id and f.owner = new.owner
    and f.withdrawn_at is null and f.ends_at > new.at
  for share;
  if not found then
    raise exception 'the paper is not on file for this' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger only_what_is_on_file before insert on hall.paper_use for each row
  execute function hall.refuse_use_of_what_is_not_on_file();
