-- The number of a refused ring became no call that is forgotten. It is no longer kept; those of before go.
delete from command.personal_part p using command.command c
where c.realm = p.realm and c.id = p.command_id and c.problem is not null and c.type = 'hall.ring';
