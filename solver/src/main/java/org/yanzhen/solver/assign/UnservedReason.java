package org.yanzhen.solver.assign;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.yanzhen.solver.model.SkillNeed;

/** Why nobody goes, with the figures; each names the rule that nobody was left by. */
public sealed interface UnservedReason {
  record Nobody() implements UnservedReason {}

  record NobodySkilled(List<SkillNeed> needs) implements UnservedReason {}

  record NobodyFitting(List<SkillNeed> needs, Optional<String> territory, Optional<String> language)
      implements UnservedReason {}

  record NobodyNear(List<SkillNeed> needs, double mostKilometers) implements UnservedReason {}

  record NobodyInTime(List<SkillNeed> needs, double mostKilometers, Instant deadline)
      implements UnservedReason {}

  record AllFull(List<SkillNeed> needs, int people) implements UnservedReason {}

  /** Serving it would cost the whole more than leaving it. */
  record Dearer(int people, long leastPoints, long unservedPoints) implements UnservedReason {}
}
