-- A message that was answered elsewhere comes in as a precedent: it never becomes an order and counts in no rate.
alter table hall.intake_item drop constraint intake_item_state_check;
alter table hall.intake_item add constraint intake_item_state_check
  check (state in ('NEW', 'CONFIRMED', 'DISMISSED', 'HISTORICAL'));

alter table hall.intake_item
  -- What the source called it, e.g. 城乡建设/住房保障与房地产; names of levels divided by a slash.
  add column category text,
  -- What a person decided it is, and which body answers: the suggestions are learnt from this.
  add column kind text,
  add column body text,
  add column division_id int references place.division,
  add column decided_at timestamptz,
  -- How long the answer took, in working time of its years and in real time.
  add column reply_work_minutes int,
  add column reply_minutes int,
  add constraint intake_item_historical check (
    state <> 'HISTORICAL' or (reply is not null and reply_minutes is not null and reply_work_minutes is not null));

create index intake_item_lessons on hall.intake_item (realm, decided_at desc) where kind is not null;
create index intake_item_order on hall.intake_item (realm, order_id) where order_id is not null;
create index intake_item_placed on hall.intake_item (realm, placed_at desc, id desc);
create index intake_item_answered on hall.intake_item (realm, placed_at) where state = 'HISTORICAL';

-- A few of the rarest pairs of characters of each message, as numbers: messages that share some are looked at closely.
-- A plain equality, because row-level security lets no operator on arrays into an index.
create table hall.mark (
  realm int not null,
  mark int not null,
  item_id uuid not null,
  primary key (realm, mark, item_id),
  foreign key (realm, item_id) references hall.intake_item (realm, id)
);
call yanzhen.govern('hall.mark', 'erase');

-- How many messages were known when an item's marks were chosen; 0: not yet. Marks are chosen anew when what is rare
-- has changed.
create table hall.marked (
  realm int not null,
  item_id uuid not null,
  known int not null default 0,
  primary key (realm, item_id),
  foreign key (realm, item_id) references hall.intake_item (realm, id)
);
create index marked_known on hall.marked (realm, known);
call yanzhen.govern('hall.marked', 'erase');
create index mark_item on hall.mark (realm, item_id);
insert into hall.marked (realm, item_id) select realm, id from hall.intake_item;

-- What people said about two messages, or a message and an order; the newest word counts.
create table hall.pair_decision (
  realm int not null,
  item_id uuid not null,
  other_id uuid not null,
  other_is_order boolean not null,
  at timestamptz not null,
  command_id uuid not null,
  same boolean not null,
  account_id uuid,
  primary key (realm, item_id, other_id, at, command_id),
  foreign key (realm, item_id) references hall.intake_item (realm, id),
  check (item_id <> other_id)
);
create index pair_decision_other on hall.pair_decision (realm, other_id);
call yanzhen.govern('hall.pair_decision', 'append');
