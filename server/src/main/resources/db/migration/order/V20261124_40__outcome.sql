-- One narrow row an order: what the published rates count. Written from the order's own row by each step, in the step's
-- transaction. Only the moment of asking is indexed, and it never changes, so a step rewrites the row in place.
create table orders.outcome (
  realm int not null,
  order_id uuid not null,
  asked_at timestamptz not null,
  kind text not null,
  area text not null,
  source text not null,
  urgency text not null,
  body text,
  state text not null,
  -- Why it stands outside the rates: a part counts with its lead.
  outside text check (outside in ('PART')),
  merged_at timestamptz,
  -- Promises as first made. A later, longer one (pause, second acceptance, lower urgency) does not move them.
  sign_by timestamptz,
  contact_by timestamptz,
  resolve_by timestamptz,
  verify_by timestamptz,
  accepted_at timestamptz,
  signed_at timestamptz,
  contacted_at timestamptz,
  reported_at timestamptz,
  verified_at timestamptz,
  -- Nobody answered and the draw left it out: ended, but not by the requester's word.
  silent boolean not null default false,
  grade int check (grade between 1 and 5),
  -- False from a reopening until a new grade is given.
  grade_stands boolean not null default false,
  -- Whoever accepts in time has until the contact clock; otherwise the promise was broken at signing.
  respond_by timestamptz generated always as (
    case when accepted_at <= coalesce(sign_by, resolve_by)
      then coalesce(contact_by, resolve_by) else coalesce(sign_by, resolve_by) end) stored,
  primary key (realm, order_id),
  foreign key (realm, order_id) references orders.orders (realm, id)
) with (fillfactor = 80);
create index outcome_asked on orders.outcome (realm, asked_at, order_id);
call yanzhen.govern('orders.outcome', 'change');

-- Each time an order came back or went to another body, with the body it left.
create table orders.returned (
  realm int not null,
  order_id uuid not null,
  version int not null,
  at timestamptz not null,
  action text not null,
  reason text not null,
  kind text not null,
  area text not null,
  body text,
  to_body text,
  primary key (realm, order_id, version),
  foreign key (realm, order_id, version) references orders.history (realm, order_id, version)
);
create index returned_at on orders.returned (realm, at, order_id, version);
call yanzhen.govern('orders.returned', 'append');

-- What was asked before these tables were there.
insert into orders.outcome
  (realm, order_id, asked_at, kind, area, source, urgency, body, state, sign_by, contact_by, resolve_by, verify_by,
   accepted_at, signed_at, contacted_at, reported_at, verified_at, grade, grade_stands)
select o.realm, o.id, coalesce(h.asked, o.created_at), o.kind, o.area, o.source, o.urgency, o.responsible_body, o.state,
       o.sign_due, coalesce(h.contact_by, o.contact_due), o.resolve_due, o.verify_due, coalesce(h.accepted, o.sign_met),
       o.sign_met, coalesce(h.contacted, o.contact_met), o.resolve_met, o.verify_met, o.rating,
       o.rating is not null and o.state = 'SOLVED'
from orders.orders o
left join (
  select realm, order_id,
         min(at) filter (where to_state = 'WAITING' and action in ('PLACE', 'SUBMIT')) as asked,
         min(at) filter (where action in ('CLAIM', 'ACCEPT')) as accepted,
         min(at) filter (where action = 'START') as contacted,
         min((facts #>> '{started,CONTACT}')::timestamptz) as contact_by
  from orders.history group by realm, order_id) h on h.realm = o.realm and h.order_id = o.id
where h.asked is not null;
insert into orders.returned (realm, order_id, version, at, action, reason, kind, area, body)
select h.realm, h.order_id, h.version, h.at, h.action, coalesce(h.facts ->> 'reason', 'NONE'), o.kind, o.area,
       o.responsible_body
from orders.history h join orders.orders o on o.realm = h.realm and o.id = h.order_id
where h.action in ('DECLINE', 'RELEASE', 'LAPSE', 'RECALL');
