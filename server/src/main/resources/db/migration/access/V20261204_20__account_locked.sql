-- Locked for a time: nobody signs in with it, and it keeps its person and its rights. Closing is for good (active = false).
alter table access.account add column locked_at timestamptz check (locked_at is null or login is not null);
-- The list of an administrator goes by log-in.
create index account_login on access.account (realm, login text_pattern_ops) where active and login is not null;
