package org.yanzhen.command;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.RealmId;
import tools.jackson.databind.JsonNode;

/**
 * A command as it is kept.
 *
 * @param body the body without its personal part
 * @param personal the personal part as canonical JSON; null when the type has none or it was erased
 * @param salt random, kept with the personal part; without it the hash says nothing about the words
 * @param bodyHash SHA-256 over type, body, salt and personal part
 */
@SuppressWarnings("ArrayRecordComponent") // bytes of a hash; equality is never asked of a row
record CommandRow(
    RealmId realm,
    UUID id,
    String type,
    @Nullable UUID accountId,
    @Nullable UUID requesterOf,
    Origin origin,
    @Nullable String network,
    @Nullable UUID device,
    @Nullable Long seq,
    @Nullable Integer base,
    @Nullable Instant recordedAt,
    Instant receivedAt,
    JsonNode body,
    @Nullable String personal,
    byte @Nullable [] salt,
    byte[] bodyHash,
    @Nullable JsonNode result,
    @Nullable Problem problem) {

  CommandRow done(@Nullable JsonNode value) {
    return answered(device, seq, value, null);
  }

  CommandRow refused(Problem why) {
    return answered(device, seq, null, why);
  }

  /** Its place in the device's log is taken by another. */
  CommandRow withoutSeq() {
    return answered(null, null, result, problem);
  }

  /** As it is after an erasure; the hash stays. */
  CommandRow withoutWords() {
    return new CommandRow(
        realm,
        id,
        type,
        accountId,
        requesterOf,
        origin,
        network,
        device,
        seq,
        base,
        recordedAt,
        receivedAt,
        body,
        null,
        null,
        bodyHash,
        result,
        problem);
  }

  private CommandRow answered(
      @Nullable UUID newDevice,
      @Nullable Long newSeq,
      @Nullable JsonNode value,
      @Nullable Problem why) {
    return new CommandRow(
        realm,
        id,
        type,
        accountId,
        requesterOf,
        origin,
        network,
        newDevice,
        newSeq,
        base,
        recordedAt,
        receivedAt,
        body,
        personal,
        salt,
        bodyHash,
        value,
        why);
  }

  /**
   * Whether {@code other}, just received under this row's id, says the same and comes from the same
   * sender. After an erasure the words cannot be compared any more; then type, sender and the
   * remaining body decide.
   */
  boolean isSameCommand(CommandRow other) {
    boolean sameSender =
        Objects.equals(accountId, other.accountId)
            && Objects.equals(requesterOf, other.requesterOf);
    if (!sameSender || !type.equals(other.type)) {
      return false;
    }
    boolean erased = salt == null && other.personal() != null;
    return erased
        ? body.equals(other.body)
        : Arrays.equals(bodyHash, CommandBodies.hash(type, other.body(), salt, other.personal()));
  }
}
