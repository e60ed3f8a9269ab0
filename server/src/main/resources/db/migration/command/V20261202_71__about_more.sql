-- Also what was said when a day was changed and when a bad grade was answered.
drop index command.command_about;
create index command_about on command.command
  (realm, (coalesce(body ->> 'orderId', body ->> 'callId', body ->> 'callBackId', body ->> 'itemId', body ->> 'badGradeId')))
  where problem is not null or type in ('hall.ring', 'hall.take-call', 'hall.note-wish', 'hall.receive', 'hall.dismiss',
    'hall.record-authority', 'hall.promise-call-back', 'hall.try-call-back', 'hall.take-papers', 'hall.keep-papers',
    'notice.prefer', 'plan.move', 'plan.remove', 'order.answer-bad-grade');

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
$$;
