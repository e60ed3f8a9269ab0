-- Who has a call of the list in hand, and until when: two clerks never call the same person.
create table notice.call_claim (
  realm int not null,
  message_id uuid not null,
  account_id uuid not null,
  lease_until timestamptz not null,
  primary key (realm, message_id),
  foreign key (realm, message_id) references notice.message (realm, id)
);
call yanzhen.govern('notice.call_claim', 'change');
