-- What was said of an order in any day is found when it is to be erased.
create index change_of_order on plan.change (realm, order_id);
