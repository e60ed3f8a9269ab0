-- Commands that are no step of an order, or were refused, and hold words about it: found by what they name, when those
-- words are to be erased. A function of the owner asks, since under row-level security no index serves the expression.
create index command_about on command.command
  (realm, (coalesce(body ->> 'orderId', body ->> 'callId', body ->> 'callBackId', body ->> 'itemId')))
  where problem is not null or type in ('hall.ring', 'hall.take-call', 'hall.note-wish', 'hall.receive', 'hall.dismiss',
    'hall.record-authority', 'hall.promise-call-back', 'hall.try-call-back', 'hall.take-papers', 'hall.keep-papers',
    'notice.prefer');

create function command.about(named text[]) returns setof uuid
  language sql stable security definer
  set search_path = pg_catalog
as $$
  select c.id from command.command c
  where c.realm = yanzhen.realm()
    and coalesce(c.body ->> 'orderId', c.body ->> 'callId', c.body ->> 'callBackId', c.body ->> 'itemId') = any (named)
    and (c.problem is not null or c.type in ('hall.ring', 'hall.take-call', 'hall.note-wish', 'hall.receive', 'hall.dismiss',
      'hall.record-authority', 'hall.promise-call-back', 'hall.try-call-back', 'hall.take-papers', 'hall.keep-papers',
      'notice.prefer'))
$$;
revoke execute on function command.about from public;
grant execute on function command.about to ${app};
