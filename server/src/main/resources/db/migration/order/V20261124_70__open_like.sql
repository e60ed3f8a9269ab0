-- What is being asked for in a village already: shown to whoever asks for the same.
create index orders_open_like on orders.orders (realm, division_id, kind, created_at desc, id desc)
  where part_of is null and state in ('WAITING', 'OFFERED', 'OPEN', 'ACCEPTED', 'WORKING', 'SUSPENDED');
