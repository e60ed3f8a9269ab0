package org.yanzhen.notice;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The ways to somebody, in order. */
record Route(List<Step> steps) {

  /**
   * One way.
   *
   * @param within how long it may take before the next is tried; absent where it is waited for
   */
  record Step(Channel channel, @Nullable Duration within) {}

  Route {
    steps = List.copyOf(steps);
  }

  Optional<Step> step(int index) {
    return index < steps.size() ? Optional.of(steps.get(index)) : Optional.empty();
  }

  /** Only what somebody reads. */
  Route written() {
    return new Route(
        steps.stream()
            .filter(step -> step.channel() == Channel.SMS || step.channel() == Channel.EMAIL)
            .toList());
  }

  /** The same ways with one of them first. */
  Route preferring(@Nullable Channel channel) {
    if (channel == null) {
      return this;
    }
    return new Route(
        java.util.stream.Stream.concat(
                steps.stream().filter(step -> step.channel() == channel),
                steps.stream().filter(step -> step.channel() != channel))
            .toList());
  }
}
