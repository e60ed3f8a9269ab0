-- Words are looked for in the part of a list that is still to come: in the orders of a year, or behind the row seen last.
-- Before, those of ten years were counted to find out that they are many, and the list was walked all the same.
drop function orders.with_words(text, boolean, text[], int);

-- Ids of the realm's orders that may hold the words (all neighbouring characters of them, in whatever order), within the
-- areas and between two moments of the list, both included; no more than asked for. The caller reads the rows themselves
-- under the policy.
create function orders.with_words(words text, finished boolean, areas text[], since timestamptz, until timestamptz, most int)
  returns setof uuid
  language plpgsql stable security definer
  set search_path = pg_catalog
  -- How rare the words are and how long the time is decides the plan.
  set plan_cache_mode = force_custom_plan
as $$
begin
  if finished then
    return query select o.id from orders.orders o
      where o.realm = yanzhen.realm() and o.state in ('SOLVED', 'CANCELLED', 'MERGED') and o.area like any (areas)
        and o.next_due between since and until
        and yanzhen.bigrams(o.number || ' ' || o.title || ' ' || coalesce(o.text, '') || ' ' || coalesce(o.place, ''))
          @> yanzhen.bigrams(words)
      limit most;
  else
    return query select o.id from orders.orders o
      where o.realm = yanzhen.realm() and o.state not in ('SOLVED', 'CANCELLED', 'MERGED') and o.area like any (areas)
        and o.next_due between since and until
        and yanzhen.bigrams(o.number || ' ' || o.title || ' ' || coalesce(o.text, '') || ' ' || coalesce(o.place, ''))
          @> yanzhen.bigrams(words)
      limit most;
  end if;
end $$;
revoke execute on function orders.with_words from public;
grant execute on function orders.with_words to ${app};
