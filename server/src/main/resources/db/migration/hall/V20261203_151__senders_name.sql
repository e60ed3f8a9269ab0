-- Who a message is from, where its sender is known by a number already: encrypted, beside it.
alter table hall.intake_words add column name bytea;
