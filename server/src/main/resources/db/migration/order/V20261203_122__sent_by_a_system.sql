-- An order may come from another system, as a request or as an alert.
alter table orders.orders
  drop constraint orders_source_check,
  add constraint orders_source_check check (source in
    ('DOOR', 'WINDOW', 'CALL', 'PAPER', 'VISIT', 'INTAKE', 'FIELD', 'FOLLOW_UP', 'PART', 'ALERT', 'API'));
