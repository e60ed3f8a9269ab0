package org.yanzhen.shared;

/**
 * The one catalogue of everything that can go wrong in a way a caller can act on (RFC 9457).
 *
 * <p>The code is stable and public; its words in Chinese and English stand in {@code
 * i18n/problems*.properties}; a test prints the list into {@code docs/problems/} and fails when
 * words are missing.
 */
public enum ProblemCode {
  COMMAND_MALFORMED("command.malformed", 400),
  COMMAND_UNKNOWN_TYPE("command.unknown-type", 400),
  COMMAND_TOO_LARGE("command.too-large", 413),
  COMMAND_ID_REUSED("command.id-reused", 409),
  COMMAND_SEQ_REUSED("command.seq-reused", 409),
  COMMAND_BASE_STALE("command.base-stale", 409),
  COMMAND_SEAL_BROKEN("command.seal-broken", 400),

  ATTACHMENT_NOT_FOUND("attachment.not-found", 404),
  ATTACHMENT_TYPE("attachment.type", 415),
  ATTACHMENT_TOO_LARGE("attachment.too-large", 413),
  ATTACHMENT_INCOMPLETE("attachment.incomplete", 409),
  ATTACHMENT_OFFSET("attachment.offset", 409),
  ATTACHMENT_TOO_MANY("attachment.too-many", 429),
  ATTACHMENT_UNFINISHED("attachment.unfinished", 429),
  ATTACHMENT_NO_ROOM("attachment.no-room", 503),

  ACCESS_NOT_SIGNED_IN("access.not-signed-in", 401),
  ACCESS_BAD_CREDENTIALS("access.bad-credentials", 401),
  ACCESS_TOO_MANY_TRIES("access.too-many-tries", 429),
  ACCESS_FORBIDDEN("access.forbidden", 403),
  ACCESS_CSRF("access.csrf", 403),
  ACCESS_SIGN_IN_AGAIN("access.sign-in-again", 403),
  ACCESS_ACCOUNT_EXISTS("access.account-exists", 409),
  ACCESS_ACCOUNT_UNKNOWN("access.account-unknown", 422),
  ACCESS_PERSON_HAS_ACCOUNT("access.person-has-account", 409),
  ACCESS_LOGIN_TAKEN("access.login-taken", 409),

  PLACE_DIVISION_UNKNOWN("place.division-unknown", 422),
  PEOPLE_PERSON_UNKNOWN("people.person-unknown", 422),
  PEOPLE_SKILL_UNKNOWN("people.skill-unknown", 422),
  PEOPLE_TEAM_UNKNOWN("people.team-unknown", 422),
  PEOPLE_BODY_UNKNOWN("people.body-unknown", 422),
  PEOPLE_MEMBER_TWICE("people.member-twice", 409),
  PEOPLE_DUTY_OVERLAPS("people.duty-overlaps", 409),
  PEOPLE_DEPUTY_OVERLAPS("people.deputy-overlaps", 409),
  PEOPLE_LEAVE_UNKNOWN("people.leave-unknown", 422),
  CATALOGUE_KIND_UNKNOWN("catalogue.kind-unknown", 422),
  CATALOGUE_KIND_WITHDRAWN("catalogue.kind-withdrawn", 409),
  CATALOGUE_KIND_IN_USE("catalogue.kind-in-use", 409),
  CATALOGUE_STAGE_CYCLE("catalogue.stage-cycle", 422),
  CATALOGUE_PART_UNKNOWN("catalogue.part-unknown", 422),
  CATALOGUE_BODY_UNKNOWN("catalogue.body-unknown", 422),
  CATALOGUE_SKILL_UNKNOWN("catalogue.skill-unknown", 422),
  CATALOGUE_CARD_CHANGED("catalogue.card-changed", 409),

  COMMITMENT_NOT_FOUND("commitment.not-found", 404),
  COMMITMENT_LEVEL("commitment.level", 422),
  COMMITMENT_LIST_FULL("commitment.list-full", 409),
  COMMITMENT_DUE_OUTSIDE("commitment.due-outside", 422),
  COMMITMENT_WRONG_STATE("commitment.wrong-state", 409),
  COMMITMENT_NOTHING_CHANGED("commitment.nothing-changed", 409),
  COMMITMENT_TAKEN_OUT("commitment.taken-out", 409),
  COMMITMENT_MILESTONE_UNKNOWN("commitment.milestone-unknown", 422),
  COMMITMENT_MILESTONE_REACHED("commitment.milestone-reached", 409),
  COMMITMENT_MILESTONES_OPEN("commitment.milestones-open", 409),
  COMMITMENT_FIGURE_UNKNOWN("commitment.figure-unknown", 422),

  ORDER_NOT_FOUND("order.not-found", 404),
  ORDER_EXISTS("order.exists", 409),
  ORDER_WRONG_STATE("order.wrong-state", 409),
  ORDER_NOT_ALLOWED("order.not-allowed", 403),
  ORDER_NOT_YOURS("order.not-yours", 403),
  ORDER_LEASE_LOST("order.lease-lost", 409),
  ORDER_INCOMPLETE("order.incomplete", 422),
  ORDER_FIELD_INVALID("order.field-invalid", 422),
  ORDER_TEXT_MISSING("order.text-missing", 422),
  ORDER_REASON_MISSING("order.reason-missing", 422),
  ORDER_RATING_RANGE("order.rating-range", 422),
  ORDER_RATING_UNKNOWN("order.rating-unknown", 422),
  ORDER_PHONE_INVALID("order.phone-invalid", 422),
  ORDER_REOPEN_LATE("order.reopen-late", 409),
  ORDER_TOO_MANY("order.too-many", 429),
  ORDER_PARTS_OPEN("order.parts-open", 409),
  ORDER_PART_UNKNOWN("order.part-unknown", 422),
  ORDER_PART_OF_PART("order.part-of-part", 409),
  ORDER_TWO_ALREADY("order.two-already", 409),
  ORDER_LEAD_CLOSED("order.lead-closed", 409),
  ORDER_MERGE_TARGET("order.merge-target", 409),
  ORDER_RECEIPT_OVER("order.receipt-over", 403),
  ORDER_BODY_UNKNOWN("order.body-unknown", 422),
  ORDER_SAME_BODY("order.same-body", 409),
  ORDER_SAME_URGENCY("order.same-urgency", 409),
  ORDER_SUSPEND_UNTIL("order.suspend-until", 422),
  ORDER_LEVEL_END("order.level-end", 409),
  ORDER_SAME_TRACK("order.same-track", 409),

  CAMPAIGN_NOT_FOUND("campaign.not-found", 404),
  CAMPAIGN_EXISTS("campaign.exists", 409),
  CAMPAIGN_DAYS("campaign.days", 422),
  CAMPAIGN_ENDED("campaign.ended", 409),
  CAMPAIGN_NOT_RUNNING("campaign.not-running", 409),
  CAMPAIGN_UNFIT("campaign.unfit", 409),

  DOSSIER_NOT_FOUND("dossier.not-found", 404),
  DOSSIER_EXISTS("dossier.exists", 409),
  DOSSIER_WRONG_STAGE("dossier.wrong-stage", 409),
  DOSSIER_INCOMPLETE("dossier.incomplete", 422),
  DOSSIER_ORDER_LINKED("dossier.order-linked", 409),
  DOSSIER_ORDER_OUTSIDE("dossier.order-outside", 422),
  DOSSIER_FULL("dossier.full", 409),

  DISPATCH_NOT_ELIGIBLE("dispatch.not-eligible", 409),
  DISPATCH_REASON_MISSING("dispatch.reason-missing", 422),
  DISPATCH_MODE("dispatch.mode", 409),
  DISPATCH_OVERRIDE_HARD("dispatch.override-hard", 409),
  DISPATCH_NOT_A_TEAM_OFFER("dispatch.not-a-team-offer", 409),
  DISPATCH_NOT_A_MEMBER("dispatch.not-a-member", 422),
  DISPATCH_FOR_THE_GROUP("dispatch.for-the-group", 409),
  DISPATCH_TEAM_UNREACHABLE("dispatch.team-unreachable", 409),
  DISPATCH_BULK_REFUSED("dispatch.bulk-refused", 409),
  DISPATCH_PROPOSAL_NOT_FOUND("dispatch.proposal-not-found", 404),
  DISPATCH_PROPOSAL_RUNNING("dispatch.proposal-running", 409),
  DISPATCH_PROPOSAL_STATE("dispatch.proposal-state", 409),
  DISPATCH_PROPOSAL_NO_LINE("dispatch.proposal-no-line", 409),
  DISPATCH_PERSON_BUSIER("dispatch.person-busier", 409),

  PLAN_DRAFT_NOT_FOUND("plan.draft-not-found", 404),
  PLAN_DRAFT_STATE("plan.draft-state", 409),
  PLAN_DRAFT_STALE("plan.draft-stale", 409),
  PLAN_RUNNING("plan.running", 409),
  PLAN_TOO_MANY_RUNNING("plan.too-many-running", 409),
  PLAN_DAY_PAST("plan.day-past", 409),
  PLAN_NOT_POSSIBLE("plan.not-possible", 409),
  PLAN_REASON_MISSING("plan.reason-missing", 422),
  PLAN_NOT_IN_DAY("plan.not-in-day", 409),

  HALL_ITEM_NOT_FOUND("hall.item-not-found", 404),
  HALL_ITEM_EXISTS("hall.item-exists", 409),
  HALL_ITEM_DONE("hall.item-done", 409),
  HALL_ITEM_HISTORICAL("hall.item-historical", 409),
  HALL_FILE_UNUSABLE("hall.file-unusable", 422),
  HALL_CALL_NOT_FOUND("hall.call-not-found", 404),
  HALL_CALL_EXISTS("hall.call-exists", 409),
  HALL_CALL_TAKEN("hall.call-taken", 409),
  HALL_CALL_ENDED("hall.call-ended", 409),
  HALL_CALL_BACK_NOT_FOUND("hall.call-back-not-found", 404),
  HALL_CALL_BACK_TAKEN("hall.call-back-taken", 409),
  HALL_CALL_BACK_UNCLAIMED("hall.call-back-unclaimed", 409),
  HALL_CALL_BACK_DONE("hall.call-back-done", 409),
  HALL_CALL_BACK_QUIET("hall.call-back-quiet", 409),
  HALL_CALL_BACK_OWN_WORK("hall.call-back-own-work", 403),
  HALL_CALL_BACK_VERDICT("hall.call-back-verdict", 422),
  HALL_CALL_BACK_LATER("hall.call-back-later", 422),
  HALL_SITE_UNKNOWN("hall.site-unknown", 404),
  HALL_SERVICE_UNKNOWN("hall.service-unknown", 422),
  HALL_TICKET_UNKNOWN("hall.ticket-unknown", 404),
  HALL_TICKET_STATE("hall.ticket-state", 409),
  HALL_TICKET_TIME("hall.ticket-time", 422),
  HALL_NUMBER_TAKEN("hall.number-taken", 409),
  HALL_WINDOW_BUSY("hall.window-busy", 409),
  HALL_PAPER_UNKNOWN("hall.paper-unknown", 404),
  HALL_PAPER_NOT_HERE("hall.paper-not-here", 409),
  HALL_PAPER_REVERSED("hall.paper-reversed", 409),
  HALL_PAPERS_WITH_US("hall.papers-with-us", 409),
  HALL_AUTHORITY_UNKNOWN("hall.authority-unknown", 404),
  HALL_AUTHORITY_EXISTS("hall.authority-exists", 409),
  HALL_AUTHORITY_OVER("hall.authority-over", 409),

  NOTICE_MESSAGE_NOT_FOUND("notice.message-not-found", 404),
  NOTICE_MESSAGE_DONE("notice.message-done", 409),
  NOTICE_CALL_TAKEN("notice.call-taken", 409),
  NOTICE_CALL_UNCLAIMED("notice.call-unclaimed", 409),
  NOTICE_CALL_QUIET("notice.call-quiet", 409),
  NOTICE_NO_NUMBER("notice.no-number", 422),
  NOTICE_NO_HOUR_LEFT("notice.no-hour-left", 422),
  NOTICE_OWN_WORK("notice.own-work", 403),
  NOTICE_SECRET("notice.secret", 401),

  REQUEST_NOT_FOUND("request.not-found", 404),
  REQUEST_METHOD("request.method", 405),
  REQUEST_INVALID("request.invalid", 400),
  SERVICE_FAILED("service.failed", 500),
  SERVICE_BUSY("service.busy", 503);

  private final String code;
  private final int status;

  ProblemCode(String code, int status) {
    this.code = code;
    this.status = status;
  }

  /** Stable and public, e.g. {@code order.wrong-state}. */
  public String code() {
    return code;
  }

  /** The HTTP status it travels with. */
  public int status() {
    return status;
  }
}
