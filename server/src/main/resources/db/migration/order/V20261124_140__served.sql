-- Who has solved how many in a village: asked for whoever may be sent there, so not by reading everything they ever did.
create index orders_served on orders.orders (realm, division_id, assignee) where state = 'SOLVED' and assignee is not null;
