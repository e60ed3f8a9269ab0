-- Words of messages, found through the index although row-level security keeps it from the serving role (see
-- orders.with_words): the owner's function says the policy's condition itself and answers ids.
create function hall.with_words(words text, in_state text, most int) returns setof uuid
  language plpgsql stable security definer
  set search_path = pg_catalog
  -- How rare the words are decides the plan.
  set plan_cache_mode = force_custom_plan
as $$
begin
  return query select i.id from hall.intake_item i
    where i.realm = yanzhen.realm() and i.state = in_state
      and yanzhen.bigrams(i.subject || ' ' || i.text) @> yanzhen.bigrams(words)
    limit most;
end $$;
revoke execute on function hall.with_words from public;
grant execute on function hall.with_words to ${app};
