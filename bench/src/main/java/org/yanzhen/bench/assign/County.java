package org.yanzhen.bench.assign;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.yanzhen.solver.assign.AssignmentProblem;

/** Orders, people and the pairs of one instance, row by row, as both sides get it. */
record County(
    String name, int people, long[] unserved, int[] rowStart, int[] pairPerson, long[] pairCost) {

  int orders() {
    return unserved.length;
  }

  int pairs() {
    return pairPerson.length;
  }

  int[] peopleOf(int order) {
    return Arrays.copyOfRange(pairPerson, rowStart[order], rowStart[order + 1]);
  }

  long[] costsOf(int order) {
    return Arrays.copyOfRange(pairCost, rowStart[order], rowStart[order + 1]);
  }

  /** What it costs if each order goes to this person, or is left where that is below 0. */
  long cost(int[] personOf) {
    long sum = 0;
    for (int order = 0; order < personOf.length; order++) {
      sum += personOf[order] < 0 ? unserved[order] : costOf(order, personOf[order]);
    }
    return sum;
  }

  private long costOf(int order, int person) {
    int pair = Arrays.binarySearch(pairPerson, rowStart[order], rowStart[order + 1], person);
    if (pair < 0) {
      throw new IllegalStateException("order " + order + " cannot go to " + person);
    }
    return pairCost[pair];
  }

  AssignmentProblem problem(int capacity) {
    AssignmentProblem.Builder builder =
        AssignmentProblem.builder().expecting(orders(), people, pairs());
    for (int person = 0; person < people; person++) {
      builder.person(capacity);
    }
    for (int order = 0; order < orders(); order++) {
      addTo(builder, order);
    }
    return builder.build();
  }

  /**
   * Some of the orders; where somebody was told of one, anybody else and leaving it costs so much
   * more.
   *
   * @param chosen which orders, in the order they are to have
   * @param told by place in {@code chosen}, the person, or {@link FlowPeer#NOBODY}
   */
  AssignmentProblem problem(long[][] slots, int[] chosen, int[] told, long displaced) {
    AssignmentProblem.Builder builder = AssignmentProblem.builder();
    for (long[] own : slots) {
      builder.person(own);
    }
    for (int index = 0; index < chosen.length; index++) {
      int order = chosen[index];
      if (told[index] == FlowPeer.NOBODY) {
        builder.order(unserved[order]);
      } else {
        builder.pinnedOrder(unserved[order], told[index], displaced);
      }
      addPairs(builder, order);
    }
    return builder.build();
  }

  /** Everybody with the same room at no price. */
  long[][] evenSlots(int capacity) {
    return new long[people][capacity];
  }

  /** Some of the orders, one perhaps several times, for the same people. */
  County pick(String newName, int[] chosen) {
    long[] prices = new long[chosen.length];
    int[] starts = new int[chosen.length + 1];
    for (int index = 0; index < chosen.length; index++) {
      prices[index] = unserved[chosen[index]];
      starts[index + 1] = starts[index] + rowStart[chosen[index] + 1] - rowStart[chosen[index]];
    }
    int[] person = new int[starts[chosen.length]];
    long[] cost = new long[person.length];
    for (int index = 0; index < chosen.length; index++) {
      int from = rowStart[chosen[index]];
      int count = starts[index + 1] - starts[index];
      System.arraycopy(pairPerson, from, person, starts[index], count);
      System.arraycopy(pairCost, from, cost, starts[index], count);
    }
    return new County(newName, people, prices, starts, person, cost);
  }

  void addTo(AssignmentProblem.Builder builder, int order) {
    builder.order(unserved[order]);
    addPairs(builder, order);
  }

  private void addPairs(AssignmentProblem.Builder builder, int order) {
    for (int pair = rowStart[order]; pair < rowStart[order + 1]; pair++) {
      builder.pair(pairPerson[pair], pairCost[pair]);
    }
  }

  /** Lines {@code u order price} and {@code e order person cost} behind a head line. */
  static County read(Path file) throws IOException {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII))) {
      String[] head = words(in.readLine());
      long[] unserved = new long[Integer.parseInt(head[1])];
      int pairs = Integer.parseInt(head[5]);
      int[] rowStart = new int[unserved.length + 1];
      int[] person = new int[pairs];
      long[] cost = new long[pairs];
      int pair = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] word = words(line);
        int order = Integer.parseInt(word[1]);
        if (word[0].equals("u")) {
          unserved[order] = Long.parseLong(word[2]);
        } else {
          person[pair] = Integer.parseInt(word[2]);
          cost[pair++] = Long.parseLong(word[3]);
          rowStart[order + 1] = pair;
        }
      }
      for (int order = 1; order <= unserved.length; order++) {
        rowStart[order] = Math.max(rowStart[order], rowStart[order - 1]);
      }
      return new County(
          file.getFileName().toString(),
          Integer.parseInt(head[3]),
          unserved,
          rowStart,
          person,
          cost);
    }
  }

  private static String[] words(String line) {
    return line.split(" ", -1);
  }

  /**
   * Made up: people and orders around village centres on a square of 100 km, everybody with two of
   * twenty skills; who has the skill within the radius can go, at metres plus a price of noise.
   */
  static County made(long seed, int orders, int people, double radiusKm) {
    Random random = new Random(seed);
    double[] villages = random.doubles(2L * Math.max(4, people / 10), 0, 100).toArray();
    double[][] homes = points(random, people, villages);
    double[][] places = points(random, orders, villages);
    int[] firstSkill = random.ints(people, 0, 20).toArray();
    int[] secondSkill = random.ints(people, 0, 20).toArray();
    int[] rowStart = new int[orders + 1];
    int[] person = new int[1024];
    long[] cost = new long[1024];
    int pairs = 0;
    long[] unserved = new long[orders];
    for (int order = 0; order < orders; order++) {
      unserved[order] = 100_000L * (1 + random.nextInt(3));
      int skill = random.nextInt(20);
      for (int who = 0; who < people; who++) {
        double km = Math.hypot(homes[who][0] - places[order][0], homes[who][1] - places[order][1]);
        if (km <= radiusKm && (firstSkill[who] == skill || secondSkill[who] == skill)) {
          if (pairs == person.length) {
            person = Arrays.copyOf(person, 2 * pairs);
            cost = Arrays.copyOf(cost, 2 * pairs);
          }
          person[pairs] = who;
          cost[pairs++] = Math.round(1000 * km) + random.nextInt(5000);
        }
      }
      rowStart[order + 1] = pairs;
    }
    return new County(
        "made-" + orders + "x" + people + "-r" + Math.round(radiusKm) + "-s" + seed,
        people,
        unserved,
        rowStart,
        Arrays.copyOf(person, pairs),
        Arrays.copyOf(cost, pairs));
  }

  private static double[][] points(Random random, int count, double[] villages) {
    double[][] points = new double[count][2];
    for (double[] point : points) {
      int village = 2 * random.nextInt(villages.length / 2);
      point[0] = villages[village] + 3 * random.nextGaussian();
      point[1] = villages[village + 1] + 3 * random.nextGaussian();
    }
    return points;
  }
}
