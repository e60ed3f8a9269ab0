package org.yanzhen.order;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yanzhen.catalogue.FieldType;
import org.yanzhen.catalogue.KindView.FieldView;
import org.yanzhen.catalogue.KindView.PaperView;
import org.yanzhen.catalogue.KindView.RatingView;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.command.AttachmentRef;
import org.yanzhen.order.CampaignViews.CampaignRef;
import org.yanzhen.place.Point;
import org.yanzhen.shared.Role;

/** Orders as people see them, in their language and within their rights. */
public final class OrderViews {

  private OrderViews() {}

  /**
   * Somebody who serves.
   *
   * @param phone present only where the viewer may call
   */
  public record PersonRef(UUID id, String name, @Nullable String post, @Nullable String phone) {}

  /**
   * The level that holds an order.
   *
   * @param holder the name of the division that does: the village, the township or the county
   */
  public record TierView(Tier level, String holder) {}

  /**
   * Somebody else would take an order over.
   *
   * @param until when silence hands it over
   */
  public record ContestView(PersonRef by, Instant until) {}

  /**
   * The order card, the same in every list.
   *
   * @param askedBy the requester's name, masked
   * @param hops how often it came back from somebody or went to another body
   * @param joined how many others ask for the same
   * @param level how often a broken promise was raised, since the last progress
   * @param partOf the joint order it is a part of
   * @param openParts parts of it that are neither closed nor waived
   * @param suspendedUntil when a suspension ends by itself
   * @param tier the level that holds it
   * @param raised it came there from below
   * @param campaign absent on the everyday track
   * @param contest who would take it over, for a desk and whoever has it
   */
  public record OrderCard(
      UUID id,
      String number,
      String kind,
      String kindName,
      String kindIcon,
      String title,
      OrderState state,
      Urgency urgency,
      int divisionId,
      String divisionName,
      @Nullable String place,
      @Nullable String askedBy,
      Source source,
      @Nullable PersonRef assignee,
      @Nullable PersonRef offeredTo,
      @Nullable Instant leaseUntil,
      @Nullable Clock nextClock,
      boolean overdue,
      int hops,
      int reopened,
      @Nullable Integer rating,
      Instant createdAt,
      Instant updatedAt,
      int version,
      boolean demo,
      int joined,
      int level,
      @Nullable UUID partOf,
      int openParts,
      @Nullable Instant suspendedUntil,
      @Nullable String responsibleBody,
      TierView tier,
      boolean raised,
      @Nullable CampaignRef campaign,
      @Nullable ContestView contest) {}

  /**
   * A part of a joint order, as those see it who lead or send it.
   *
   * @param together served at the same moment as the whole, by a second person
   */
  public record OrderPart(
      UUID id,
      String number,
      String kindName,
      String title,
      OrderState state,
      @Nullable PersonRef assignee,
      boolean open,
      boolean together) {}

  /**
   * The order another goes on with: how it stands, and nothing of whoever asked for it.
   *
   * @param id only for those who may open it
   */
  public record MergedInto(
      @Nullable UUID id,
      String number,
      String kindName,
      OrderState state,
      @Nullable Clock nextClock,
      @Nullable String comes) {}

  /** The problem of many orders one belongs to: how far it has come, and nobody's words. */
  public record ProblemBehind(String title, DossierStage stage) {}

  /**
   * An answer to one of the kind's questions.
   *
   * @param value in words; empty where the answer is pictures, a voice or files
   * @param attachments present only where the viewer may open them
   * @param point where a place lies, if that was given
   */
  public record FieldValue(
      String code,
      String label,
      String value,
      FieldType type,
      List<AttachmentRef> attachments,
      @Nullable Point point) {}

  /**
   * An answer that a step gave, changed or took away.
   *
   * @param before what stood there; absent when nothing did
   * @param after absent when it was taken away
   */
  public record AnswerChange(
      String code, String label, @Nullable FieldValue before, @Nullable FieldValue after) {}

  /**
   * The questions of an order's kind, for whoever may answer them.
   *
   * @param values as they were written, by code
   */
  public record Questions(UUID orderId, List<FieldView> questions, Map<String, String> values) {}

  /** Who did something; no name where a requester or the system did. */
  public record ThreadActor(@Nullable String name, Role role) {}

  /** What one dimension was rated, 1 to 5. */
  public record Grade(String code, String label, int grade) {}

  /**
   * One entry of the thread.
   *
   * @param type the command's type, {@code order.place} for the first
   * @param rating 1 to 5, only for those who may see what was said of somebody
   * @param ratings the same by the kind's dimensions, in the kind's order
   * @param recordedAt when it was recorded on a phone, if that was more than a minute before it
   *     arrived
   * @param bodyName who answers for it from here on
   * @param urgency how much it presses from here on
   * @param other the part, or the order it goes on with
   * @param until when a suspension ends by itself, or silence hands the order over
   * @param answers what the step said came of it, or the questions it answered
   * @param tier the level that holds it from here on, where the step changed that
   * @param campaign the campaign it was put into
   */
  public record ThreadEntry(
      int version,
      Instant at,
      String type,
      @Nullable OrderState from,
      OrderState to,
      ThreadActor actor,
      @Nullable PersonRef person,
      @Nullable String text,
      List<AttachmentRef> attachments,
      @Nullable String reason,
      @Nullable Integer rating,
      List<Grade> ratings,
      @Nullable Channel channel,
      @Nullable String onBehalfOf,
      @Nullable Instant recordedAt,
      @Nullable String bodyName,
      @Nullable Urgency urgency,
      @Nullable UUID other,
      @Nullable Instant until,
      List<AnswerChange> answers,
      @Nullable TierView tier,
      @Nullable CampaignRef campaign) {}

  /** A stage that will be placed by itself, unless the order is opened again. */
  public record StageToCome(String name, Instant dueAt) {}

  /**
   * An order with everything the viewer may see.
   *
   * @param papers what to bring, as far as the answers ask for it
   * @param dimensions what may be rated beside the whole
   * @param allowed command types this viewer may send now
   * @param takesOrders whether the viewer takes or sends orders there, so that its folder is theirs
   *     to keep
   * @param handsOut whether the viewer may hand out its receipt: not who does the work, since
   *     whoever holds it speaks as the requester
   * @param toCome stages that are due after it, for a desk and the requester
   * @param follows the order whose stage came before, for a desk and whoever has this one
   * @param results what came of it, as the last report says
   * @param asks what whoever serves is asked when they report it done
   * @param unanswered questions of its kind nobody has answered, for those who may
   * @param spoken what the one asked for speaks, for a desk, the requester and whoever is asked or
   *     goes
   * @param behind the dossier it is part of, for whoever is asked or goes
   */
  public record OrderDetail(
      OrderCard card,
      @Nullable String text,
      List<FieldValue> fields,
      List<PaperView> papers,
      List<RatingView> dimensions,
      @Nullable String requesterName,
      @Nullable String requesterPhone,
      List<Clock> clocks,
      List<ThreadEntry> thread,
      List<AttachmentRef> attachments,
      List<String> allowed,
      boolean takesOrders,
      boolean handsOut,
      @Nullable UUID fromIntake,
      @Nullable String principalName,
      @Nullable String principalPhone,
      List<OrderPart> parts,
      @Nullable MergedInto mergedInto,
      @Nullable String bodyName,
      List<StageToCome> toCome,
      @Nullable UUID follows,
      List<FieldValue> results,
      List<FieldView> asks,
      List<FieldView> unanswered,
      @Nullable SpokenView spoken,
      @Nullable ProblemBehind behind) {}

  /**
   * What the one asked for speaks.
   *
   * @param needed whether somebody has to go who speaks it
   */
  public record SpokenView(String code, String name, boolean needed) {}

  /**
   * A page of a list.
   *
   * @param next give it as {@code after} for the next page; absent on the last
   */
  public record OrderPage(List<OrderCard> items, @Nullable String next) {}
}
