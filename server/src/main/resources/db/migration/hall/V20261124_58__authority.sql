-- Who may speak for whom about an order, until when, and how that was shown. Facts; names stand apart.
create table hall.authority (
  realm int not null,
  id uuid not null,
  order_id uuid not null,
  shown text not null check (shown in ('SPOKEN', 'PAPER_SEEN', 'POWER_OF_ATTORNEY')),
  until date,
  state text not null check (state in ('ACTIVE', 'HANDED_OVER', 'WITHDRAWN')),
  recorded_by uuid,
  recorded_at timestamptz not null,
  ended_at timestamptz,
  primary key (realm, id),
  check ((state = 'ACTIVE') = (ended_at is null))
);
create unique index authority_active on hall.authority (realm, order_id) where state = 'ACTIVE';
create index authority_of_order on hall.authority (realm, order_id, recorded_at);
call yanzhen.govern('hall.authority', 'change');

create table hall.authority_words (
  realm int not null,
  authority_id uuid not null,
  proxy_name bytea,
  proxy_phone bytea,
  principal_name bytea,
  principal_phone bytea,
  matter bytea,
  document bytea,
  primary key (realm, authority_id),
  foreign key (realm, authority_id) references hall.authority (realm, id)
);
call yanzhen.govern('hall.authority_words', 'erase');

-- Who was given the receipt of an order, by whom, when and how.
create table hall.hand_out (
  realm int not null,
  id uuid not null,
  order_id uuid not null,
  generation int not null,
  to_whom text not null check (to_whom in ('REQUESTER', 'PRINCIPAL', 'PROXY', 'FAMILY')),
  medium text not null check (medium in ('PAPER', 'SCREEN', 'MESSAGE')),
  account_id uuid,
  at timestamptz not null,
  primary key (realm, id)
);
create index hand_out_of_order on hall.hand_out (realm, order_id, at, id);
call yanzhen.govern('hall.hand_out', 'append');

-- Which receipts of an order still count: those of the newest generation; older ones read, or open nothing.
create table hall.receipt_generation (
  realm int not null,
  order_id uuid not null,
  generation int not null check (generation between 1 and 127),
  older_read boolean not null,
  primary key (realm, order_id)
);
call yanzhen.govern('hall.receipt_generation', 'change');
