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

  void addTo(AssignmentProblem.Builder builder, int order) {
    builder.order(unserved[order]);
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
