-- Which command adopted a version, and for whom; nobody for what came from a pack. Versions of the first release have
-- neither.
alter table catalogue.kind add column command_id uuid, add column account_id uuid;
