-- Nobody is called to a window where somebody still sits. Should there be two, the one called first has not come.
update hall.ticket t set state = 'NO_SHOW'
where t.state = 'CALLED' and exists (
  select from hall.ticket later
  where later.realm = t.realm and later.site_id = t.site_id and later.day = t.day
    and later.window_code = t.window_code and later.state = 'CALLED'
    and (later.called_at, later.id) > (t.called_at, t.id));
create unique index ticket_one_at_a_window on hall.ticket (realm, site_id, day, window_code) where state = 'CALLED';
