-- The day of the draw a call-back comes from: until that draw is shown, only those who make the calls see the row.
alter table hall.call_back add column drawn_on date check (drawn_on is null or source = 'SAMPLE');
