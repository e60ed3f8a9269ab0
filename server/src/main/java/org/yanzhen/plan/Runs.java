package org.yanzhen.plan;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;

/** What is being computed at the moment: how far it is, whether it is to stop, what came of it. */
@Component
class Runs {

  /** More than these wait in line and nobody would see an answer today. */
  static final int MOST = 20;

  /** One county leaves room for the others, and one dispatcher for the colleagues. */
  static final int MOST_OF_REALM = 6;

  static final int MOST_OF_ONE = 2;

  /** Somebody wants a proposal; heard when it is committed that they do. */
  record Wanted(RealmId realm, Draft draft) {}

  /** What came of it: a proposal, or the code of what went wrong. */
  record Result(@Nullable Proposal proposal, @Nullable String problem) {}

  /** One computation. */
  static final class Run {
    private volatile int share;
    private volatile boolean stopped;
    private volatile @Nullable Result result;

    boolean isStopped() {
      return stopped;
    }

    /** Says whether to go on. */
    boolean goOn(int hundredths) {
      share = hundredths;
      return !stopped;
    }

    void ends(Result with) {
      result = with;
    }
  }

  private final Map<UUID, Run> runs = new ConcurrentHashMap<>();

  boolean isFull() {
    return runs.size() >= MOST;
  }

  Run begin(UUID draft) {
    Run run = new Run();
    runs.put(draft, run);
    return run;
  }

  void end(UUID draft) {
    runs.remove(draft);
  }

  /** In hundredths; 0 for what is not computed here. */
  int share(UUID draft) {
    Run run = runs.get(draft);
    return run == null ? 0 : run.share;
  }

  /** After the commit of whoever asks. */
  void stop(UUID draft) {
    RealmTransactions.afterCommit(
        () -> {
          Run run = runs.get(draft);
          if (run != null) {
            run.stopped = true;
          }
        });
  }

  void stopAll() {
    runs.values().forEach(run -> run.stopped = true);
  }

  Optional<Result> result(UUID draft) {
    Run run = runs.get(draft);
    return run == null ? Optional.empty() : Optional.ofNullable(run.result);
  }
}
