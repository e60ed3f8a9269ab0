-- A bad grade is looked into by the desk above those who were graded, and its rater is called back, always.
create table orders.bad_grade (
  realm int not null,
  id uuid not null,
  order_id uuid not null,
  -- How often the order had been opened again when it was graded.
  round int not null check (round >= 0),
  -- Whose desk looks into it, and at which level.
  area text not null,
  tier text not null check (tier in ('VILLAGE', 'TOWNSHIP', 'COUNTY')),
  -- Whoever had the order until then: they do not see it.
  rated uuid[] not null,
  state text not null check (state in ('OPEN', 'ANSWERED', 'ENDED')),
  -- Once more, one level up, if the rater is not content; never a third time.
  n int not null default 1 check (n between 1 and 2),
  began_at timestamptz not null,
  due_at timestamptz not null,
  content boolean,
  ended_at timestamptz,
  primary key (realm, id),
  -- However often the same grade is told, it is looked into once.
  unique (realm, order_id, round),
  foreign key (realm, order_id) references orders.orders (realm, id),
  constraint bad_grade_ends_with_the_raters_word
    check ((state = 'ENDED') = (content is not null) and (content is null) = (ended_at is null))
);
create unique index bad_grade_one_at_a_time on orders.bad_grade (realm, order_id) where state <> 'ENDED';
create index bad_grade_due on orders.bad_grade (realm, state, due_at, id);
call yanzhen.govern('orders.bad_grade', 'change');

create table orders.bad_grade_answer (
  realm int not null,
  bad_grade_id uuid not null,
  n int not null check (n between 1 and 2),
  finding text not null check (finding in ('VERIFIED', 'NOT_VERIFIED', 'UNREASONABLE')),
  answered_by uuid not null,
  answered_at timestamptz not null,
  -- What the rater said of the answer, and who asked them.
  content boolean,
  heard_by uuid,
  heard_at timestamptz,
  primary key (realm, bad_grade_id, n),
  -- The second look is somebody else's.
  unique (realm, bad_grade_id, answered_by),
  foreign key (realm, bad_grade_id) references orders.bad_grade (realm, id),
  constraint bad_grade_answer_heard
    check ((content is null) = (heard_at is null) and (content is null) = (heard_by is null)),
  constraint bad_grade_answer_heard_by_another check (heard_by is null or heard_by <> answered_by)
);
call yanzhen.govern('orders.bad_grade_answer', 'change');

-- Why it was found so, what was put right, what the rater said; can be erased.
create table orders.bad_grade_words (
  realm int not null,
  bad_grade_id uuid not null,
  n int not null,
  reason bytea,
  put_right bytea,
  said bytea,
  primary key (realm, bad_grade_id, n),
  foreign key (realm, bad_grade_id, n) references orders.bad_grade_answer (realm, bad_grade_id, n)
);
call yanzhen.govern('orders.bad_grade_words', 'erase');

-- By when the first bad grade of an order was to be put right, and when that was answered with which its rater is content.
alter table orders.outcome add column rectify_by timestamptz, add column rectified_at timestamptz;
