-- A call that rings and is not taken is one to be called back, so not every token lets ring: only of an exchange.
alter table access.connected_system add column may_ring boolean not null default false;
