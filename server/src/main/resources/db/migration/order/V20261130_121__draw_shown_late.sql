-- A drawn list is a list of people to be called: whoever is judged by what they say must not have it first. So a draw
-- has three moments: promised (the seed's hash), drawn (the hash of who was in it), and shown, when the calls are made.
alter table orders.draw
  add column population text check (population ~ '^[0-9a-f]{64}$'),
  add column shown_at timestamptz;

drop trigger drawn_once on orders.draw;
-- What was drawn before is shown already.
update orders.draw d set shown_at = d.drawn_at, population = (
    select encode(sha256(convert_to(coalesce(string_agg(c.order_id::text || ' ' || c.rate || E'\n', '' order by c.order_id), ''),
      'UTF8')), 'hex')
    from orders.callback_draw c where c.realm = d.realm and c.day = d.day)
  where d.drawn_at is not null;

alter table orders.draw
  drop constraint draw_shows_its_seed,
  add constraint draw_shows_its_seed check ((shown_at is null) = (seed is null)),
  add constraint draw_is_drawn_before_shown check (shown_at is null or shown_at >= drawn_at and drawn_at is not null),
  add constraint draw_names_its_population check ((drawn_at is null) = (population is null));
create trigger drawn_once before update on orders.draw for each row
  when (old.commitment <> new.commitment or old.sealed_seed <> new.sealed_seed or old.shown_at is not null
    or old.drawn_at is not null and (old.drawn_at, old.population, old.orders, old.sampled)
      is distinct from (new.drawn_at, new.population, new.orders, new.sampled))
  execute function orders.refuse_second_draw();
create index draw_to_show on orders.draw (realm, day) where drawn_at is not null and shown_at is null;
