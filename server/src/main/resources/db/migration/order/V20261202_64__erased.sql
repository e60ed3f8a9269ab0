-- Orders whose requester's personal words were erased: by whom and when. Why stands in the command, encrypted.
create table orders.erased (
  realm int not null,
  order_id uuid not null,
  at timestamptz not null,
  account_id uuid,
  command_id uuid not null,
  primary key (realm, order_id),
  foreign key (realm, order_id) references orders.orders (realm, id)
);
call yanzhen.govern('orders.erased', 'append');

-- What was erased does not come back.
create function orders.refuse_contact_of_erased() returns trigger
  language plpgsql as $$
begin
  if exists (select from orders.erased e where e.realm = new.realm and e.order_id = new.order_id) then
    raise exception 'the personal words of this order were erased' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger contact_of_no_erased before insert or update on orders.contact for each row
  execute function orders.refuse_contact_of_erased();
