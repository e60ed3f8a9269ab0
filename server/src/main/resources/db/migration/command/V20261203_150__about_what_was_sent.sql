-- What a connected system sent and waited for a person names an order it never became: it is found by its message.
create index command_sent_in on command.command (realm, (body ->> 'itemId')) where type = 'hall.send-in';

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
  where c.realm = yanzhen.realm() and c.type = 'hall.send-in' and c.body ->> 'itemId' = any (named)
$$;
