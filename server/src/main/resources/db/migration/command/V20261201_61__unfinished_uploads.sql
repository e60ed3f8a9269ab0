-- How much of an account lies here that is not whole or that no command has named is counted at each first piece.
create index attachment_unfinished on command.attachment (realm, account_id)
where account_id is not null and (sha256 is null or named_at is null);
-- Half uploads whose file the sweep took away: it left the row as if the bytes were still there.
update command.attachment set received_bytes = 0, total_bytes = null, sealed = null
where sha256 is null and created_at < now() - interval '30 days';
