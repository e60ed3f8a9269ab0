-- A mobile number that came with a refused command about a ticket was left with nothing that ends, so nothing took it away.
-- Such words are no longer kept; those of before go.
delete from command.personal_part p using command.command c
where c.realm = p.realm and c.id = p.command_id and c.problem is not null
  and c.type in ('hall.draw-ticket', 'hall.take-ticket', 'hall.leave-number');
