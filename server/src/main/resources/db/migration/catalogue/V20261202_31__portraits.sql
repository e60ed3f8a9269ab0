-- The picture of a person on their service card, kept with the person's consent of a day. One taken back or replaced keeps its
-- row, as the proof of what was agreed until when; the picture itself goes.
create table catalogue.portrait (
  realm int not null,
  id uuid not null,
  person_id uuid not null,
  attachment_id uuid not null,
  consented_on date not null,
  consent text not null check (consent in ('PAPER', 'SPOKEN')),
  kept_at timestamptz not null,
  account_id uuid,
  ended_at timestamptz,
  ended_why text check (ended_why in ('WITHDRAWN', 'REPLACED')),
  ended_by uuid,
  primary key (realm, id),
  unique (realm, attachment_id),
  constraint portrait_ended check ((ended_at is null) = (ended_why is null))
);
create unique index portrait_one_now on catalogue.portrait (realm, person_id) where ended_at is null;
call yanzhen.govern('catalogue.portrait', 'change');
