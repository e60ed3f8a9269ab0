package org.yanzhen.replay;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.yanzhen.catalogue.Urgency;

/**
 * What will happen to one order, drawn before anything is sent: seed and message alone decide it,
 * so it is the same however many clients run beside each other. Who goes is not drawn; the ranking
 * of the day decides that.
 *
 * <p>The figures are assumptions, explained in {@code docs/replay-model.md}; change both together.
 *
 * @param village which of the villages, as a share from 0 to 1
 * @param rounds from asking to the requester's word; the last one ends with "solved"
 */
record Story(Urgency urgency, double village, List<Round> rounds) {

  /** How an order is given out. */
  enum Way {
    OFFER,
    BOARD
  }

  /** What comes of it. */
  enum Answer {
    TAKES,
    DECLINES,
    SILENT,
    RETURNS_BEFORE_CONTACT,
    RETURNS_AFTER_CONTACT
  }

  /** Why somebody does not go, as the commands name it. */
  enum Reason {
    BUSY,
    FAR,
    SKILL,
    AWAY,
    OTHER
  }

  /**
   * One time an order is given out.
   *
   * @param second not to the first-ranked but to the next
   * @param race on the board: two want it in the same moment
   */
  record Attempt(Way way, boolean second, boolean race, Answer answer, Reason reason) {}

  /**
   * From waiting to the requester's word.
   *
   * @param attempts the last one is taken and kept
   * @param solved whether the requester says so
   * @param solvedTooEarly "solved" is said first and taken back
   * @param rating with "solved", if the requester gives one
   */
  record Round(
      List<Attempt> attempts,
      int notes,
      boolean solved,
      boolean solvedTooEarly,
      @Nullable Integer rating) {}

  static final int MOST_ROUNDS = 4;
  static final int MOST_MISSES = 4;

  static final double URGENT = 0.08;
  static final double DANGER = 0.01;
  static final double BOARD = 0.35;
  static final double SECOND = 0.20;
  static final double RACE = 0.30;
  static final double DECLINES = 0.14;
  static final double SILENT = 0.08;
  static final double RETURNS_BEFORE_CONTACT = 0.05;
  static final double RETURNS_AFTER_CONTACT = 0.02;
  static final double NOT_SOLVED = 0.15;
  static final double NOT_SOLVED_AGAIN = 0.10;
  static final double SOLVED_TOO_EARLY = 0.20;
  static final double RATED = 0.90;

  /** Shares of one note and of two. */
  private static final double[] NOTES = {0.30, 0.10};

  /** Shares of BUSY, FAR, SKILL, AWAY; the rest is OTHER. */
  private static final double[] REASONS = {0.45, 0.20, 0.15, 0.10};

  /** Shares of 5, 4, 3, 2; the rest is 1. */
  private static final double[] RATINGS = {0.55, 0.28, 0.10, 0.04};

  static Story of(long seed, String messageId) {
    SplittableRandom random = new SplittableRandom(mix(seed, messageId));
    double urgency = random.nextDouble();
    double village = random.nextDouble();
    List<Round> rounds = new ArrayList<>();
    do {
      rounds.add(round(random, rounds.size() + 1));
    } while (!rounds.getLast().solved());
    return new Story(
        urgency < DANGER
            ? Urgency.DANGER
            : urgency < DANGER + URGENT ? Urgency.URGENT : Urgency.NORMAL,
        village,
        List.copyOf(rounds));
  }

  private static Round round(SplittableRandom random, int number) {
    List<Attempt> attempts = new ArrayList<>();
    do {
      attempts.add(attempt(random, attempts.size() == MOST_MISSES));
    } while (attempts.getLast().answer() != Answer.TAKES);
    int notes = NOTES.length - place(random, NOTES[1], NOTES[0]);
    boolean solved =
        random.nextDouble() >= (number == 1 ? NOT_SOLVED : NOT_SOLVED_AGAIN)
            || number == MOST_ROUNDS;
    boolean tooEarly = random.nextDouble() < SOLVED_TOO_EARLY && !solved;
    boolean rated = random.nextDouble() < RATED;
    int rating = 5 - place(random, RATINGS);
    return new Round(List.copyOf(attempts), notes, solved, tooEarly, rated ? rating : null);
  }

  private static Attempt attempt(SplittableRandom random, boolean last) {
    Way way = random.nextDouble() < BOARD ? Way.BOARD : Way.OFFER;
    boolean second = random.nextDouble() < SECOND;
    boolean race = random.nextDouble() < RACE;
    Answer answer =
        switch (place(random, DECLINES, SILENT, RETURNS_BEFORE_CONTACT, RETURNS_AFTER_CONTACT)) {
          case 0 -> Answer.DECLINES;
          case 1 -> Answer.SILENT;
          case 2 -> Answer.RETURNS_BEFORE_CONTACT;
          case 3 -> Answer.RETURNS_AFTER_CONTACT;
          default -> Answer.TAKES;
        };
    Reason reason = Reason.values()[place(random, REASONS)];
    return new Attempt(way, second, race, last ? Answer.TAKES : answer, reason);
  }

  /** The share a draw falls into, or how many there are when it falls into the rest. */
  private static int place(SplittableRandom random, double... shares) {
    double drawn = random.nextDouble();
    double sum = 0;
    for (int i = 0; i < shares.length; i++) {
      sum += shares[i];
      if (drawn < sum) {
        return i;
      }
    }
    return shares.length;
  }

  private static long mix(long seed, String messageId) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((seed + "/" + messageId).getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(hash).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
