-- What is said on a receipt counts for its order alone: the number in an order may be anybody's, and whoever holds the
-- receipt has not shown that it is theirs. The row keeps the number beside the order, so that a text from the number
-- itself, which shows it, reaches these words too.
alter table notice.consent add order_id uuid;
alter table notice.consent add constraint consent_order_of_a_number check (order_id is null or phone_index is not null);
