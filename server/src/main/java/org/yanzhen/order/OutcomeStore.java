package org.yanzhen.order;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Writes;

/** The facts the rates are counted from, one row an order, and each return. */
@Repository
class OutcomeStore {

  /** Steps by which an order leaves somebody without being done. */
  static final Set<String> RETURNS =
      Set.of("DECLINE", "RELEASE", "LAPSE", "RECALL", "TRANSFER", "RAISE", "HAND_DOWN");

  /**
   * The rows the measures judge: each order against its own promises, one that was merged by what
   * came of the order it went into. What was broken before it was merged stays broken. Contact
   * counts for it if it was made after the merge, or if whoever asked chose themselves to go on
   * with an order under way; nobody was contacted by being put to another's order.
   *
   * <p>Levels are compared by their names, whose order is by chance the one from the top down
   * (COUNTY, TOWNSHIP, VILLAGE): the least is the highest.
   *
   * <p>Looked up one by one, by the key: few are merged.
   */
  static final String JUDGED =
      """
      (select f.*,
              case when f.accepted_at <= coalesce(f.sign_by, f.resolve_by)
                then coalesce(f.contact_by, f.resolve_by) else coalesce(f.sign_by, f.resolve_by) end as respond_by
       from (
         select u.realm, u.order_id, u.asked_at, u.kind, u.area, u.source, u.body, u.state, u.outside, u.sign_by, u.resolve_by,
                u.campaign, u.team, u.first_tier, u.raises, u.downs, least(u.top_tier, t.top_tier) as top_tier,
                u.rectify_by, u.rectified_at,
                case when u.resolve_by > u.merged_at then coalesce(t.state, u.state) else u.state end as fate,
                coalesce(t.silent, u.silent) as silent,
                case when u.accepted_at is null and u.contacted_at is null then coalesce(u.contact_by, t.contact_by)
                     else u.contact_by end as contact_by,
                coalesce(u.verify_by, t.verify_by) as verify_by,
                case when u.sign_by > u.merged_at then least(u.accepted_at, t.accepted_at)
                     else u.accepted_at end as accepted_at,
                case when t.order_id is null then u.signed_at
                     when t.signed_at is not null and (u.signed_at <= u.sign_by or u.sign_by > u.merged_at)
                       then least(u.signed_at, t.signed_at) end as signed_at,
                case when t.contacted_at > u.merged_at or (u.merged_at <= u.asked_at and u.source <> 'INTAKE')
                       then least(u.contacted_at, t.contacted_at)
                     else u.contacted_at end as contacted_at,
                case when t.order_id is null then u.reported_at else t.reported_at end as reported_at,
                case when u.verify_by is null then t.verified_at else u.verified_at end as verified_at,
                case when u.resolve_by > u.merged_at then coalesce(u.grade, t.grade) else u.grade end as grade,
                case when u.grade is null then coalesce(t.grade_stands, u.grade_stands)
                     else u.grade_stands end as grade_stands
         from orders.outcome u
         left join lateral (
           select * from orders.outcome o where o.realm = u.realm and o.order_id = u.merged_into limit 1) t on true) f)
      """;

  private final Writes writes;

  OutcomeStore(Writes writes) {
    this.writes = writes;
  }

  /**
   * Asked for when its promises began: a draft on the day it was taken down, a message on the day
   * it came in. Keeping it back moves it to no other day.
   */
  void asked(RealmId realm, UUID orderId, Instant at) {
    writes.later(
        """
            insert into orders.outcome
              (realm, order_id, asked_at, kind, area, source, urgency, body, state, sign_by, resolve_by, outside, merged_at,
               merged_into, tier, first_tier, top_tier, campaign)
            select realm, id, least(:at, created_at, sign_started, resolve_started), kind, area, source, urgency, responsible_body, state, sign_due, resolve_due,
                   case when part_of is not null then 'PART' end, case when state = 'MERGED' then :at end,
                   merged_into, tier, tier, tier, campaign
            from orders.orders where realm = :realm and id = :order
            on conflict do nothing
            """,
        Map.of("realm", realm.value(), "order", orderId, "at", OrderStore.utc(at)));
  }

  /** Takes over what the order's row says now; promises only ever become earlier. */
  void moved(RealmId realm, UUID orderId, int version, String action, Instant at) {
    writes.later(
        """
            update orders.outcome u
            set kind = o.kind, area = o.area, urgency = o.urgency, body = o.responsible_body, state = o.state,
                merged_at = case when o.state = 'MERGED' then coalesce(u.merged_at, :at) end,
                merged_into = o.merged_into,
                tier = o.tier, top_tier = least(u.top_tier, o.tier),
                raises = u.raises + (o.tier < u.tier)::int, downs = u.downs + (o.tier > u.tier)::int,
                campaign = o.campaign,
                sign_by = least(u.sign_by, o.sign_due),
                contact_by = least(u.contact_by, o.contact_due),
                resolve_by = least(u.resolve_by, o.resolve_due),
                verify_by = coalesce(o.verify_due, u.verify_by),
                accepted_at = coalesce(u.accepted_at, o.sign_met),
                signed_at = o.sign_met,
                contacted_at = coalesce(u.contacted_at, o.contact_met),
                reported_at = o.resolve_met,
                verified_at = case when :action = 'REPORT' then null
                                   when :action = 'REOPEN' then coalesce(u.verified_at, :at)
                                   else coalesce(o.verify_met, u.verified_at) end,
                silent = case :action when 'EXPIRE' then true when 'SOLVE' then false when 'REOPEN' then false
                                      else u.silent end,
                grade = o.rating,
                grade_stands = case :action when 'REOPEN' then false
                  when 'SOLVE' then u.grade_stands or exists (
                    select from orders.history h
                    where h.realm = :realm and h.order_id = :order and h.version = :version
                      and h.facts ->> 'rating' is not null)
                  else u.grade_stands end
            from orders.orders o
            where u.realm = :realm and u.order_id = :order and o.realm = :realm and o.id = :order
            """,
        Map.of(
            "realm",
            realm.value(),
            "order",
            orderId,
            "version",
            version,
            "action",
            action,
            "at",
            OrderStore.utc(at)));
  }

  /** The group it was addressed to. */
  void addressed(RealmId realm, UUID orderId, UUID team) {
    writes.later(
        "update orders.outcome set team = :team where realm = :realm and order_id = :order",
        Map.of("realm", realm.value(), "order", orderId, "team", team));
  }

  /**
   * Somebody serves: for the group it was addressed to, if they are of it, else for the one given.
   *
   * @param hers every group of whoever serves
   */
  void served(RealmId realm, UUID orderId, Collection<UUID> hers, @Nullable UUID otherwise) {
    Map<String, @Nullable Object> params = new HashMap<>();
    params.put("realm", realm.value());
    params.put("order", orderId);
    params.put("hers", hers.toArray(UUID[]::new));
    params.put("otherwise", otherwise);
    writes.later(
        """
            update orders.outcome set team = case when team = any(:hers) then team else :otherwise::uuid end
            where realm = :realm and order_id = :order
            """,
        params);
  }

  /** A bad grade is to be put right; the first one's promise stands, and each asks anew. */
  void badlyGraded(RealmId realm, UUID orderId, Instant due) {
    writes.later(
        """
            update orders.outcome set rectify_by = least(rectify_by, :due), rectified_at = null
            where realm = :realm and order_id = :order
            """,
        Map.of("realm", realm.value(), "order", orderId, "due", OrderStore.utc(due)));
  }

  /** Put right by that moment's answer, says the rater. */
  void putRight(RealmId realm, UUID orderId, Instant at) {
    writes.later(
        "update orders.outcome set rectified_at = :at where realm = :realm and order_id = :order",
        Map.of("realm", realm.value(), "order", orderId, "at", OrderStore.utc(at)));
  }

  /** The order it was merged into answers for both: its promises become the earlier ones. */
  void merged(RealmId realm, UUID orderId) {
    writes.later(
        """
            update orders.outcome t
            set sign_by = least(t.sign_by, m.sign_by), contact_by = least(t.contact_by, m.contact_by),
                resolve_by = least(t.resolve_by, m.resolve_by)
            from orders.outcome m, orders.orders o
            where m.realm = :realm and m.order_id = :order and o.realm = :realm and o.id = :order
              and t.realm = :realm and t.order_id = o.merged_into
            """,
        Map.of("realm", realm.value(), "order", orderId));
  }

  /**
   * Before {@link #moved}: the body it left is the one the facts still name, or the one it went to
   * last; two transfers may be one command's, and the order's row names the second one only.
   */
  void returned(RealmId realm, UUID orderId, int version) {
    writes.later(
        """
            insert into orders.returned (realm, order_id, version, at, action, reason, kind, area, body, to_body)
            select h.realm, h.order_id, h.version, h.at, h.action, coalesce(h.facts ->> 'reason', 'NONE'), u.kind,
                   u.area,
                   coalesce((
                     select p.facts ->> 'body' from orders.history p
                     where p.realm = h.realm and p.order_id = h.order_id and p.action = 'TRANSFER'
                       and p.version < h.version
                     order by p.version desc limit 1), u.body),
                   case when h.action = 'TRANSFER' then h.facts ->> 'body' end
            from orders.history h
            join orders.outcome u on u.realm = h.realm and u.order_id = h.order_id
            where h.realm = :realm and h.order_id = :order and h.version = :version
            """,
        Map.of("realm", realm.value(), "order", orderId, "version", version));
  }
}
