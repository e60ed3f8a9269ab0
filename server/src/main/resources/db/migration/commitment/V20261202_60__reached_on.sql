-- The day a milestone was reached, beside the day it was put down. Rows of before have none: the two were the same.
alter table commitment.history add column reached_on date;
alter table commitment.history add constraint history_reached_on_a_milestone
  check (reached_on is null or (action = 'REACH' and milestone is not null));
-- A day further than it is anywhere on earth when it is put down.
alter table commitment.history add constraint history_reached_in_time
  check (reached_on <= ("at" at time zone 'UTC')::date + 1);
