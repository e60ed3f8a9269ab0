package org.yanzhen.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.yanzhen.place.WorkCalendar;
import org.yanzhen.shared.PolicyPack;

/**
 * What a new kind's form begins with, as {@code packs/clock-defaults.yaml} says it. Never asked
 * again once a kind is adopted: a kind says its own promises.
 */
@Component
class ClockDefaults {

  private final Map<Urgency, Map<ClockName, Limit>> limits;

  ClockDefaults(WorkCalendar calendar, @Value("${yanzhen.packs:}") String folder) {
    PolicyPack pack =
        PolicyPack.find(folder, PackReader.CLOCK_DEFAULTS, "packs/clock-defaults.yaml");
    limits =
        PackReader.ofOne(calendar.workingDay(), Set.of(), List.of())
            .clocks(pack.file(), pack.yaml());
  }

  /** For every urgency all four clocks. */
  Map<Urgency, Map<ClockName, Limit>> limits() {
    return limits;
  }
}
