package org.yanzhen.dispatch;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yanzhen.dispatch.Decision.Passed;

/**
 * Somebody chosen, with all that is remembered of why.
 *
 * @param rank among those who could have been asked
 * @param eligible ids of those
 */
record Choice(
    Matter matter,
    int rank,
    List<UUID> eligible,
    Mode mode,
    @Nullable UUID teamId,
    @Nullable String body,
    @Nullable UUID standInFor,
    List<String> overruled,
    @Nullable Long turns,
    @Nullable Instant lastTurnAt,
    @Nullable Passed passed) {

  Choice {
    eligible = List.copyOf(eligible);
    overruled = List.copyOf(overruled);
  }

  /** The one there was to choose. */
  static Choice only(Matter matter, Mode mode) {
    return new Choice(
        matter,
        1,
        List.of(matter.person().id()),
        mode,
        null,
        null,
        null,
        List.of(),
        null,
        null,
        null);
  }

  Choice ranked(int among, List<UUID> all) {
    return new Choice(
        matter, among, all, mode, teamId, body, standInFor, overruled, turns, lastTurnAt, passed);
  }

  Choice forTeam(UUID team) {
    return new Choice(
        matter, rank, eligible, mode, team, body, standInFor, overruled, turns, lastTurnAt, passed);
  }

  Choice ofBody(String code) {
    return new Choice(
        matter,
        rank,
        eligible,
        mode,
        teamId,
        code,
        standInFor,
        overruled,
        turns,
        lastTurnAt,
        passed);
  }

  Choice standingInFor(@Nullable UUID person) {
    return new Choice(
        matter, rank, eligible, mode, teamId, body, person, overruled, turns, lastTurnAt, passed);
  }

  Choice past(List<String> rules) {
    return new Choice(
        matter, rank, eligible, mode, teamId, body, standInFor, rules, turns, lastTurnAt, passed);
  }

  Choice afterTurns(long had, @Nullable Instant last) {
    return new Choice(
        matter, rank, eligible, mode, teamId, body, standInFor, overruled, had, last, passed);
  }

  /** With whoever was nearer and is needed elsewhere. */
  Choice pastNearer(Ranking.Result result) {
    return new Choice(
        matter,
        rank,
        eligible,
        mode,
        teamId,
        body,
        standInFor,
        overruled,
        turns,
        lastTurnAt,
        result.passed().map(Passed::of).orElse(null));
  }
}
