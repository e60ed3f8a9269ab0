package org.yanzhen.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Grant;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.Problems;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Role;
import org.yanzhen.support.Recordings;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;

/** One account sends much, and nobody else is kept waiting or without room by it. */
@YanzhenTest
class UploadsOfOneAccountTest {

  private static final RealmId REALM = new RealmId(1);

  @Autowired Attachments attachments;
  @Autowired RealmTransactions transactions;
  @Autowired Problems problems;
  @Autowired TestClock clock;

  private final Actor somebody = account();

  @AfterEach
  void today() {
    clock.reset();
  }

  @Test
  void whatIsNotFinishedHasABudget() {
    int whole = Attachments.MAX_BYTES;
    long most = Attachments.UNFINISHED.toBytes() / whole;
    for (int n = 0; n < most; n++) {
      attachments.put(somebody, Ids.next(), 0, whole, false, new byte[] {1});
    }
    UUID first = Ids.next();

    Problem problem =
        refusal(() -> attachments.put(somebody, first, 0, whole, false, new byte[] {1}));

    assertThat(problem.code()).isEqualTo(ProblemCode.ATTACHMENT_UNFINISHED);
    assertThat(problems.respond(problem, Language.EN).getHeaders().getFirst("Retry-After"))
        .isEqualTo("3600");
    Actor another = account();
    assertThat(attachments.put(another, Ids.next(), 0, whole, false, new byte[] {1}).received())
        .isOne();
    // Half ones are cleared away in time, and make room again.
    clock.advance(Attachments.KEPT_HALF.plusDays(1));
    attachments.sweep(REALM);
    assertThat(attachments.put(somebody, first, 0, whole, false, new byte[] {1}).received())
        .isOne();
  }

  @Test
  void whatACommandNamesDoesNotCountOnceItIsWhole() {
    byte[] pdf = Recordings.pdf("% " + UUID.randomUUID());
    UUID id = Ids.next();
    transactions.write(
        REALM,
        () -> {
          attachments.name(somebody, List.of(id));
          return true;
        });
    attachments.put(somebody, id, 0, pdf.length, false, pdf);
    int whole = Attachments.MAX_BYTES;
    long most = Attachments.UNFINISHED.toBytes() / whole;

    for (int n = 0; n < most; n++) {
      attachments.put(somebody, Ids.next(), 0, whole, false, new byte[] {1});
    }

    assertThat(attachments.state(somebody, id).complete()).isTrue();
  }

  @Test
  void fewOfOneAccountStandBeforeTheOnePlace() {
    Checking checking = new Checking();
    Actor another = account();
    AtomicBoolean served = new AtomicBoolean();

    standing(
        checking,
        somebody,
        Checking.FROM_ONE,
        () -> {
          Problem problem = refusal(() -> checking.standing(somebody, () -> {}));
          assertThat(problem.code()).isEqualTo(ProblemCode.ATTACHMENT_TOO_MANY);
          assertThat(problem.params()).containsEntry("retryAfterSeconds", "20");
          checking.standing(another, () -> served.set(true));
        });

    assertThat(served).isTrue();
    AtomicBoolean again = new AtomicBoolean();
    checking.standing(somebody, () -> again.set(true));
    assertThat(again).as("who went makes room").isTrue();
  }

  @Test
  void moreThanComeToTheirTurnAreSentAway() {
    Checking checking = new Checking();
    standingAsOthers(
        checking,
        Checking.ALTOGETHER,
        () ->
            assertThat(refusal(() -> checking.standing(somebody, () -> {})).code())
                .isEqualTo(ProblemCode.SERVICE_BUSY));
  }

  @Test
  void aFloodAtTheDoorKeepsNoWorkersProofOut() {
    Checking checking = new Checking();
    Actor villager = Actor.holdingReceipt(REALM, Ids.next(), "192.0.2.0/24");
    AtomicBoolean served = new AtomicBoolean();

    standing(
        checking,
        villager,
        Checking.FROM_THE_DOOR,
        () -> {
          assertThat(refusal(() -> checking.standing(villager, () -> {})).code())
              .isEqualTo(ProblemCode.SERVICE_BUSY);
          checking.standing(somebody, () -> served.set(true));
        });

    assertThat(served).isTrue();
  }

  @Test
  void nothingOfAnUploadIsReadBeforeItsTurn() throws Exception {
    AtomicBoolean read = new AtomicBoolean();
    Content.ONE.acquire();
    try {
      assertThatThrownBy(
              () ->
                  Content.of(
                      () -> {
                        read.set(true);
                        return Recordings.pdf();
                      },
                      Duration.ZERO))
          .isInstanceOf(ProblemException.class);
    } finally {
      Content.ONE.release();
    }
    assertThat(read).isFalse();
  }

  @Test
  void bytesThatComeAgainWhileTheSweepTakesThemAwayStay() {
    byte[] pdf = Recordings.pdf("% " + UUID.randomUUID());
    attachments.put(somebody, Ids.next(), 0, pdf.length, false, pdf);
    clock.advance(Attachments.KEPT_HALF.plusDays(1));
    List<byte[]> gone = transactions.write(REALM, () -> attachments.takeBack(REALM));

    UUID again = Ids.next();
    attachments.put(account(), again, 0, pdf.length, false, pdf);
    gone.forEach(sha -> attachments.removeUnlessNeeded(REALM, sha));

    assertThat(attachments.find(REALM, again))
        .hasValueSatisfying(file -> assertThat(Files.exists(file.path())).isTrue());
  }

  private void standing(Checking checking, Actor actor, int many, Runnable then) {
    checking.standing(
        actor,
        () -> {
          if (many == 1) {
            then.run();
          } else {
            standing(checking, actor, many - 1, then);
          }
        });
  }

  private void standingAsOthers(Checking checking, int many, Runnable then) {
    checking.standing(
        account(),
        () -> {
          if (many == 1) {
            then.run();
          } else {
            standingAsOthers(checking, many - 1, then);
          }
        });
  }

  private static Problem refusal(Runnable work) {
    return catchThrowableOfType(ProblemException.class, work::run).problem();
  }

  private static Actor account() {
    return new Actor(
        REALM,
        Origin.DESK,
        UUID.randomUUID(),
        null,
        Set.of(new Grant(Role.CLERK, 1, ".")),
        null,
        null);
  }
}
