-- Why somebody is asked at home. Rows of before say none.
alter table hall.call_back add column visit_reason text
  check (visit_reason in ('NOT_REACHED', 'WRONG_NUMBER', 'PUT_OFF', 'NO_NUMBER', 'NO_CALLS'));
alter table hall.call_back add constraint call_back_is_called check (visit_reason is null or state <> 'WAITING');
