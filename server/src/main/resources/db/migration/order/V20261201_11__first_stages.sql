-- An order as it is asked for carried the first stage of its kind as its own, so that this stage never came (decision 70).
-- Where a later one is planned in its place, what ought to come first is planned instead, due at once if its day is over.
-- Where nothing is planned, what is still to come is; a day that is over is not made up for.
create temporary table first_stage on commit drop as
  select o.realm, o.id as order_id, stage.value ->> 'code' as stage,
         o.solved_at + (stage.value ->> 'after')::interval as due_at
  from orders.orders o
  join catalogue.kind k on k.realm = o.realm and k.code = o.kind and k.version = o.kind_version
  cross join lateral jsonb_array_elements(coalesce(k.content -> 'stages', '[]')) as stage (value)
  where o.state = 'SOLVED' and o.solved_at is not null and o.follows is null and stage.value ->> 'follows' is null;
create temporary table planned_too_early on commit drop as
  select distinct f.realm, f.order_id
  from orders.follow_up f
  join orders.orders o on o.realm = f.realm and o.id = f.order_id
  where o.follows is null;
delete from orders.follow_up f using planned_too_early p where p.realm = f.realm and p.order_id = f.order_id;
insert into orders.follow_up (realm, order_id, stage, due_at)
select s.realm, s.order_id, s.stage, s.due_at
from first_stage s
where s.due_at > now()
  or exists (select from planned_too_early p where p.realm = s.realm and p.order_id = s.order_id);
update orders.orders set stage = null where follows is null and stage is not null;
