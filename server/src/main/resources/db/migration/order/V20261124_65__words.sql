-- Words of orders, found through an index. Under row-level security PostgreSQL uses an index only for conditions that
-- cannot leak (leakproof operators), and that arrays contain one another is none of them: asked by the serving role itself,
-- the index was never used, only written. So one function of the owner asks, and says the policy's condition itself.

drop index orders.orders_words;
create index orders_words_open on orders.orders
  using gin (yanzhen.bigrams(number || ' ' || title || ' ' || coalesce(text, '') || ' ' || coalesce(place, '')))
  with (gin_pending_list_limit = 1024)
  where state not in ('SOLVED', 'CANCELLED', 'MERGED');
create index orders_words_closed on orders.orders
  using gin (yanzhen.bigrams(number || ' ' || title || ' ' || coalesce(text, '') || ' ' || coalesce(place, '')))
  with (gin_pending_list_limit = 1024)
  where state in ('SOLVED', 'CANCELLED', 'MERGED');

-- Ids of the realm's orders that may hold the words (all neighbouring characters of them, in whatever order), within the
-- areas; no more than asked for. The caller reads the rows themselves under the policy.
create function orders.with_words(words text, finished boolean, areas text[], most int) returns setof uuid
  language plpgsql stable security definer
  set search_path = pg_catalog
  -- How rare the words are decides the plan.
  set plan_cache_mode = force_custom_plan
as $$
begin
  if finished then
    return query select o.id from orders.orders o
      where o.realm = yanzhen.realm() and o.state in ('SOLVED', 'CANCELLED', 'MERGED') and o.area like any (areas)
        and yanzhen.bigrams(o.number || ' ' || o.title || ' ' || coalesce(o.text, '') || ' ' || coalesce(o.place, ''))
          @> yanzhen.bigrams(words)
      limit most;
  else
    return query select o.id from orders.orders o
      where o.realm = yanzhen.realm() and o.state not in ('SOLVED', 'CANCELLED', 'MERGED') and o.area like any (areas)
        and yanzhen.bigrams(o.number || ' ' || o.title || ' ' || coalesce(o.text, '') || ' ' || coalesce(o.place, ''))
          @> yanzhen.bigrams(words)
      limit most;
  end if;
end $$;
revoke execute on function orders.with_words from public;
grant execute on function orders.with_words to ${app};
