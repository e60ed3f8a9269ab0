-- An order taken over from somebody who had it, and what is due when nobody answered whoever would take it over.
alter table dispatch.decision drop constraint decision_mode_check;
alter table dispatch.decision
  add constraint decision_mode_check
    check (mode in ('OFFER', 'BULK', 'DUTY', 'GROUP', 'NAMED', 'ROTA', 'STAND_IN', 'CLAIM', 'CONTEST', 'PLAN', 'FOLLOW_UP'));
alter table dispatch.todo drop constraint todo_what_check;
alter table dispatch.todo add constraint todo_what_check check (what in ('ORDER', 'AWAY', 'GONE', 'CONTEST'));
