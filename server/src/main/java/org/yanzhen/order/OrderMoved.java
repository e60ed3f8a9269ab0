package org.yanzhen.order;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.shared.RealmId;

/**
 * An order has moved; told to other rooms inside the transaction.
 *
 * @param from null when it has just been asked for
 * @param reachable whether the requester may have left a number; certain only when just asked for
 * @param forAnother whether it may be for somebody else than who asked; certain only when just
 *     asked for
 * @param person whom the step concerns: offered to, taken by
 * @param reason code of a refusal, return, transfer, suspension or withdrawal
 * @param responsibleBody organisation code that answers for it after the step
 * @param assignee who has it after the step
 * @param before who had it, or was asked, before the step
 * @param other another order: the part, or the one it is merged into
 * @param level how often a broken promise was raised
 * @param pressesMore whether it presses more than before the step
 * @param promiseMoved whether a promise that is still to be kept has got another time by a change
 *     of urgency
 * @param nextStage just placed by itself, as the next stage of another order
 * @param movedTo the level of divisions that holds it from this step on, where the step changed
 *     that
 * @param team the group it was addressed to by this step
 * @param contester who would take it over, before the step
 */
public record OrderMoved(
    RealmId realm,
    UUID orderId,
    int version,
    @Nullable Action action,
    @Nullable OrderState from,
    OrderState to,
    @Nullable UUID person,
    String area,
    boolean reachable,
    boolean forAnother,
    Instant at,
    String kind,
    Urgency urgency,
    @Nullable String reason,
    @Nullable String responsibleBody,
    @Nullable UUID assignee,
    @Nullable UUID before,
    @Nullable UUID other,
    int level,
    boolean pressesMore,
    boolean promiseMoved,
    boolean nextStage,
    @Nullable Tier movedTo,
    @Nullable UUID team,
    @Nullable UUID contester) {}
