-- Besides pictures: recorded voices and files. What an upload is says its content, never its sender; what it should be
-- says the field that names it, perhaps before it has arrived. The name it had on its sender's machine is for display
-- only and may hold a person's name, so it is encrypted.
alter table command.attachment
  add column kind text check (kind in ('PICTURE', 'AUDIO', 'FILE')),
  add column expects text check (expects in ('PICTURE', 'AUDIO', 'FILE')),
  add column seconds int check (seconds >= 0),
  add column name bytea,
  add column named_at timestamptz;
update command.attachment set kind = 'PICTURE' where sha256 is not null;
update command.attachment set named_at = created_at;
alter table command.attachment
  add check ((kind is null) = (sha256 is null)),
  add check (kind = expects);
create index attachment_unnamed on command.attachment (realm, created_at) where named_at is null;
create index attachment_sha256 on command.attachment (realm, sha256) where sha256 is not null;
