-- Whose upload it is. An id that stands in an order may be somebody else's: before one is handed out or erased, the other
-- orders that hold it are looked at. Few orders hold any, and only those are in the indexes.
create function orders.ids_in(fields jsonb) returns uuid[]
  language sql immutable strict parallel safe
  return array(
    select (found.id)[1]::uuid
    from jsonb_each_text(fields) as answer,
      regexp_matches(answer.value, '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}', 'g') as found(id));

create index orders_attachments on orders.orders using gin (attachments) where attachments <> '{}';
create index orders_ids_in_answers on orders.orders using gin (orders.ids_in(fields))
  where fields::text ~ '-[0-9a-f]{12}';

-- A function of the owner asks, since under row-level security no index serves the expressions.
create function orders.holding(ids uuid[]) returns setof uuid
  language sql stable security definer
  set search_path = pg_catalog
as $$
  select o.id from orders.orders o
  where o.realm = yanzhen.realm() and o.attachments <> '{}' and o.attachments && ids
  union
  select o.id from orders.orders o
  where o.realm = yanzhen.realm() and o.fields::text ~ '-[0-9a-f]{12}' and orders.ids_in(o.fields) && ids
$$;
revoke execute on function orders.holding from public;
grant execute on function orders.holding to ${app};
grant execute on function orders.ids_in to ${app};

-- Who looked at what is kept of a requester, and when; why stands in the command, encrypted.
create table orders.personal_look (
  realm int not null,
  id uuid not null,
  order_id uuid not null,
  account_id uuid,
  at timestamptz not null,
  primary key (realm, id),
  foreign key (realm, order_id) references orders.orders (realm, id)
);
create index personal_look_of_order on orders.personal_look (realm, order_id, account_id, at);
call yanzhen.govern('orders.personal_look', 'append');
