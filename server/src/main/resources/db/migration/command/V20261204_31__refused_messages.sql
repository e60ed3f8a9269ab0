-- What a connected system sent and was refused became nothing that ends, so nothing took its words away. They are no longer
-- kept: whoever sent them was told why and has them. Those of before go.
delete from command.personal_part p using command.command c
where c.realm = p.realm and c.id = p.command_id and c.problem is not null and c.type = 'hall.send-in';

-- A refused confirmation names the order it did not become; with its message that was set aside it is found by the message.
drop index command.command_sent_in;
create index command_of_message on command.command (realm, (body ->> 'itemId')) where type in ('hall.send-in', 'hall.confirm');

create or replace function command.about(named text[]) returns setof uuid
  language sql stable security definer
  set search_path = pg_catalog
as $$
  select c.id from command.command c
  where c.realm = yanzhen.realm()
    and coalesce(c.body ->> 'orderId', c.body ->> 'callId', c.body ->> 'callBackId', c.body ->> 'itemId', c.body ->> 'badGradeId')
      = any (named)
    and (c.problem is not null or c.type in ('hall.ring', 'hall.take-call', 'hall.note-wish', 'hall.receive', 'hall.dismiss',
      'hall.record-authority', 'hall.promise-call-back', 'hall.try-call-back', 'hall.take-papers', 'hall.keep-papers',
      'notice.prefer', 'plan.move', 'plan.remove', 'order.answer-bad-grade'))
  union
  select c.id from command.command c
  where c.realm = yanzhen.realm() and c.type in ('hall.send-in', 'hall.confirm') and c.body ->> 'itemId' = any (named)
$$;
