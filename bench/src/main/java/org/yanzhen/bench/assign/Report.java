package org.yanzhen.bench.assign;

/** The text around the lines of a run, so that a figure can be read without having been there. */
final class Report {
  private Report() {}

  static String of(String what, String length, String versions, String lines) {
    return "# Assignment: `./yanzhen bench "
        + what
        + " "
        + length
        + "`\n\n"
        + """
        Written by the bench. Times are processor time of the one thread. Commit, machine and load stand in the first line; the load is
        that of the machine when it began, the bench not counted.
        """
        + switch (what) {
          case "assign" -> ASSIGN.formatted(versions);
          case "live" -> LIVE;
          default -> ONLINE;
        }
        + "\n```\n"
        + lines
        + "\n```\n";
  }

  private static final String ASSIGN =
      """

      Peers: %s. They run as a plain user would run them: OR-Tools' min-cost flow with one arc a pair, building the model included on
      both sides; Timefold with a variable for each order's person, default search, the same thread, so many processor seconds.

      Every answer passed the checker and costs what OR-Tools says; Timefold's are feasible. Those with hours instead of heads (files
      of the generalised assignment problem) are feasible, their bound was worked out anew from the prices, and how far above the best
      known they are is said. `ratio` is our time by OR-Tools', `cost_ours_to_peer` our cost by Timefold's.

      Aims: exact, and ≤ 1.0 × OR-Tools' time.
      """;

  private static final String LIVE =
      """

      No peer: no library known to us keeps an assignment exact from change to change. The settled state was looked at by the checker
      after filling, and then after every quarter of the changes, between the times that are taken.

      Aims: an arrival half loaded ≤ 20 µs, full ≤ 1 ms, both at p99; a decision (ranking and arrival) ≤ 5 ms at 10,000 people and
      50,000 open orders.
      """;

  private static final String ONLINE =
      """

      The peer is greedy: each order to whoever is cheapest now. No library known to us assigns one by one with a price of a broken
      word; Timefold would be started anew for each order. All answers passed the checker: what is settled is the best at its prices,
      everything else is feasible and costs what it says.

      Aims: a day online with told orders pinned ≤ 1.02 half loaded, ≤ 1.15 full, by the exact optimum in hindsight; after 5 %% new
      orders ≥ 97 %% unchanged at ≤ 1 %% extra. What each price of a broken word does is shown (decision 58); `pinned=` lines have
      words that are never broken.
      """
          .formatted();
}
