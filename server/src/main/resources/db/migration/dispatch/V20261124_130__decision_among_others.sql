-- A claim is remembered like an offer, a proposal for many orders has a mode of its own; and who was nearer but is needed
-- elsewhere (ids, minutes and the words of the day, none of people).
alter table dispatch.decision drop constraint decision_mode_check;
alter table dispatch.decision
  add constraint decision_mode_check
    check (mode in ('OFFER', 'BULK', 'DUTY', 'GROUP', 'NAMED', 'ROTA', 'STAND_IN', 'CLAIM', 'PLAN')),
  add column passed jsonb;
