-- Which uploads prove a promise, so that none is erased with an order. A function of the owner asks, since under row-level
-- security no index serves the expression.
create index history_pictures on commitment.history using gin (pictures) where pictures <> '{}';

create function commitment.holding(ids uuid[]) returns setof uuid
  language sql stable security definer
  set search_path = pg_catalog
as $$
  select distinct picture
  from commitment.history h, unnest(h.pictures) as picture
  where h.realm = yanzhen.realm() and h.pictures <> '{}' and h.pictures && ids and picture = any (ids)
$$;
revoke execute on function commitment.holding from public;
grant execute on function commitment.holding to ${app};
