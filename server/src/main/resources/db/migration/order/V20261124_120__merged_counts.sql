-- A merged order is judged by what came of the order it went into; when that is looked at, so that a merge undone leaves
-- nothing behind.
alter table orders.outcome add merged_into uuid;
update orders.outcome u set merged_into = o.merged_into
from orders.orders o
where o.realm = u.realm and o.id = u.order_id and o.merged_into is not null;
-- Reckoned with both orders in view now (OutcomeStore.JUDGED).
alter table orders.outcome drop column respond_by;
