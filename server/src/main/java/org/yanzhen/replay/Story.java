package org.yanzhen.replay;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.yanzhen.catalogue.Urgency;

/**
 * What will happen to one order, drawn before anything is sent: seed and message alone decide it,
 * so it is the same however many act beside each other. Who goes is not drawn; the ranking of the
 * day decides that.
 *
 * <p>The figures are assumptions, explained in {@code docs/replay-model.md}; change both together.
 *
 * @param village which of the villages, as a share from 0 to 1
 * @param confirmAfter working time until a clerk has read the message
 * @param twists what else happens to it
 * @param rounds from asking to the requester's word; the last one ends with "solved"
 */
record Story(
    Urgency urgency, double village, Duration confirmAfter, Set<Twist> twists, List<Round> rounds) {

  /** How an order is given out. */
  enum Way {
    OFFER,
    BOARD
  }

  /** What comes of it; the rest takes it and keeps it. */
  enum Answer {
    DECLINES(0.13),
    /** Nobody answers until the lease runs out. */
    SILENT(0.07),
    RETURNS_BEFORE_CONTACT(0.04),
    /** Says yes and never calls: the lease runs out. */
    FORGETS(0.03),
    RETURNS_AFTER_CONTACT(0.02),
    TAKES(0);

    final double share;

    Answer(double share) {
      this.share = share;
    }
  }

  /** What the requester says in the end; the rest says "solved". */
  enum Word {
    NOT_SOLVED(0.12),
    /** Says "solved" first and comes back. */
    SOLVED_TOO_EARLY(0.03),
    /** Cannot be reached. */
    SILENT(0.06),
    SOLVED(0);

    final double share;

    Word(double share) {
      this.share = share;
    }
  }

  /** What else may happen to an order, each for itself. */
  enum Twist {
    /** The clerk hears that it presses. */
    PRESSING(0.02),
    /** It belongs to somebody else. */
    TRANSFERRED(0.03),
    /** The work has to wait for something. */
    SUSPENDED(0.04),
    /** A second villager asks for the same. */
    ME_TOO(0.03),
    /** A message that turns out to be one there already. */
    DOUBLE(0.02),
    /** Two bodies must act together. */
    JOINT(0.02),
    /** Withdrawn before anybody served. */
    WITHDRAWN(0.01);

    final double share;

    Twist(double share) {
      this.share = share;
    }
  }

  /** Why somebody does not go, as the commands name it. */
  enum Reason {
    BUSY(0.45),
    FAR(0.20),
    SKILL(0.15),
    AWAY(0.10),
    OTHER(0);

    final double share;

    Reason(double share) {
      this.share = share;
    }
  }

  /**
   * One time an order is given out.
   *
   * @param second not to the first-ranked but to the next
   * @param race on the board: two want it in the same moment
   * @param after working time until the dispatcher has looked at it
   * @param answerAfter until the person asked answers
   * @param network of the one who takes it
   */
  record Attempt(
      Way way,
      boolean second,
      boolean race,
      Answer answer,
      Reason reason,
      Duration after,
      Duration answerAfter,
      Phone.Network network) {

    /** When the story is told and somebody must still go. */
    static Attempt plain() {
      return new Attempt(
          Way.OFFER,
          false,
          false,
          Answer.TAKES,
          Reason.OTHER,
          Duration.ofMinutes(30),
          Duration.ofMinutes(20),
          Phone.Network.GOOD);
    }
  }

  /**
   * From waiting to the requester's word.
   *
   * @param attempts the last one is taken and kept
   * @param contactAfter from saying yes to the first contact
   * @param work from the first contact to "done"
   * @param wordAfter from "done" to the requester's word
   * @param rating with "solved", if the requester gives one
   */
  record Round(
      List<Attempt> attempts,
      Duration contactAfter,
      int notes,
      Duration work,
      Word word,
      Duration wordAfter,
      @Nullable Integer rating) {}

  static final int MOST_ROUNDS = 4;
  static final int MOST_MISSES = 4;

  static final double URGENT = 0.08;
  static final double DANGER = 0.01;
  static final double BOARD = 0.35;
  static final double SECOND = 0.20;
  static final double RACE = 0.30;
  static final double RATED = 0.90;

  /** Shares of one note and of two. */
  private static final double[] NOTES = {0.30, 0.10};

  /** Shares of 5, 4, 3, 2; the rest is 1. */
  private static final double[] RATINGS = {0.55, 0.28, 0.10, 0.04};

  /** Shares of LATE, TWICE and SEALED; the rest has a good network. */
  private static final double[] NETWORKS = {0.10, 0.08, 0.12};

  static Story of(long seed, String messageId) {
    SplittableRandom random = new SplittableRandom(mix(seed, messageId));
    double urgency = random.nextDouble();
    double village = random.nextDouble();
    Duration confirmAfter = minutes(random, 90);
    EnumSet<Twist> twists = EnumSet.noneOf(Twist.class);
    for (Twist twist : Twist.values()) {
      if (random.nextDouble() < twist.share) {
        twists.add(twist);
      }
    }
    List<Round> rounds = new ArrayList<>();
    do {
      rounds.add(round(random, rounds.size() + 1));
    } while (!isLast(rounds.getLast().word()));
    return new Story(
        urgency < DANGER
            ? Urgency.DANGER
            : urgency < DANGER + URGENT ? Urgency.URGENT : Urgency.NORMAL,
        village,
        confirmAfter,
        twists,
        List.copyOf(rounds));
  }

  static boolean isLast(Word word) {
    return word == Word.SOLVED || word == Word.SILENT;
  }

  private static Round round(SplittableRandom random, int number) {
    List<Attempt> attempts = new ArrayList<>();
    do {
      attempts.add(attempt(random, attempts.size() == MOST_MISSES));
    } while (attempts.getLast().answer() != Answer.TAKES);
    int notes = NOTES.length - place(random, NOTES[1], NOTES[0]);
    Word drawn =
        Word.values()[
            place(random, Word.NOT_SOLVED.share, Word.SOLVED_TOO_EARLY.share, Word.SILENT.share)];
    boolean rated = random.nextDouble() < RATED;
    int rating = 5 - place(random, RATINGS);
    return new Round(
        List.copyOf(attempts),
        minutes(random, 240),
        notes,
        minutes(random, 1_200),
        number == MOST_ROUNDS && !isLast(drawn) ? Word.SOLVED : drawn,
        minutes(random, 1_440),
        rated ? rating : null);
  }

  private static Attempt attempt(SplittableRandom random, boolean last) {
    Way way = random.nextDouble() < BOARD ? Way.BOARD : Way.OFFER;
    boolean second = random.nextDouble() < SECOND;
    boolean race = random.nextDouble() < RACE;
    double[] answers = new double[Answer.values().length - 1];
    for (int i = 0; i < answers.length; i++) {
      answers[i] = Answer.values()[i].share;
    }
    Answer answer = Answer.values()[place(random, answers)];
    Reason reason =
        Reason.values()[
            place(
                random,
                Reason.BUSY.share,
                Reason.FAR.share,
                Reason.SKILL.share,
                Reason.AWAY.share)];
    Phone.Network network =
        switch (place(random, NETWORKS)) {
          case 0 -> Phone.Network.LATE;
          case 1 -> Phone.Network.TWICE;
          case 2 -> Phone.Network.SEALED;
          default -> Phone.Network.GOOD;
        };
    return new Attempt(
        way,
        second,
        race,
        last ? Answer.TAKES : answer,
        reason,
        minutes(random, 60),
        minutes(random, 40),
        network);
  }

  /** Mostly short, sometimes long: exponential with this mean, never more than five times it. */
  private static Duration minutes(SplittableRandom random, double mean) {
    double drawn = -Math.log(1 - random.nextDouble()) * mean;
    return Duration.ofMinutes(Math.max(1, (long) Math.min(drawn, 5 * mean)));
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
