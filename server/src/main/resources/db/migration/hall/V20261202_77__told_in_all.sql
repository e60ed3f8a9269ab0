-- How often anybody was told of a ticket, whatever numbers were left with it and taken back: never a third time, and each
-- telling is a message of its own.
alter table hall.ticket add told int not null default 0 check (told between 0 and 2);
update hall.ticket t set told = p.told
from hall.ticket_phone p
where p.realm = t.realm and p.ticket_id = t.id and p.told > 0;
