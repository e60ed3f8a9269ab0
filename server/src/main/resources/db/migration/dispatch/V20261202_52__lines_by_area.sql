-- A line lies in the area of its order, so that who dispatches in a part of what was weighed sees and answers those of their own.
-- Older ones have none: they stay with whoever dispatches in all of it.
alter table dispatch.proposal_line add column area text;
-- LEFT: a dispatcher of its area has said no to it.
alter table dispatch.proposal_line drop constraint proposal_line_state_check;
alter table dispatch.proposal_line
  add constraint proposal_line_state_check check (state in ('OPEN', 'SENT', 'REFUSED', 'NONE', 'LEFT'));
