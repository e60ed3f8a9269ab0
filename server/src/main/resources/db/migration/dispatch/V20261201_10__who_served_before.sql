-- The next stage of an order is offered first to whoever served the one before.
alter table dispatch.decision drop constraint decision_mode_check;
alter table dispatch.decision
  add constraint decision_mode_check
    check (mode in ('OFFER', 'BULK', 'DUTY', 'GROUP', 'NAMED', 'ROTA', 'STAND_IN', 'CLAIM', 'PLAN', 'FOLLOW_UP'));
