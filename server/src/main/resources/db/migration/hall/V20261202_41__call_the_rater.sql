-- Whoever gave a bad grade is called when it has been looked into.
alter table hall.call_back drop constraint call_back_source_check;
alter table hall.call_back add constraint call_back_source_check
  check (source in ('SAMPLE', 'NOTICE', 'DROPPED', 'REPORTED', 'PROMISED', 'GRADED'));
alter table hall.call_back drop constraint call_back_result_check;
alter table hall.call_back add constraint call_back_result_check
  check (result in ('SOLVED', 'REOPENED', 'NOTED', 'TOLD', 'NOT_NEEDED', 'CONTENT', 'NOT_CONTENT'));
-- Such a call ends with whether they are content, and is never set aside.
alter table hall.call_back add constraint call_back_of_a_grade
  check (result is null or (source = 'GRADED') = (result in ('CONTENT', 'NOT_CONTENT')));
