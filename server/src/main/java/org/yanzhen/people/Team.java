package org.yanzhen.people;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A functional group (功能小组) with its remit.
 *
 * @param remit as it is written down for people
 * @param organisation code of the body it belongs to
 * @param kinds codes of the kinds of service it takes on
 * @param divisionIds where it works
 * @param areas paths of those divisions
 * @param fallback code of the body that gets what is out of its remit
 * @param members who is in it today, the lead with them or not
 */
public record Team(
    UUID id,
    String code,
    String name,
    String remit,
    @Nullable String organisation,
    List<String> kinds,
    List<Integer> divisionIds,
    List<String> areas,
    UUID lead,
    String fallback,
    boolean active,
    List<UUID> members) {

  public Team {
    kinds = List.copyOf(kinds);
    divisionIds = List.copyOf(divisionIds);
    areas = List.copyOf(areas);
    members = List.copyOf(members);
  }

  /** Whether a kind of service at a place is the group's business. */
  public boolean hasInRemit(String kind, String area) {
    return active && kinds.contains(kind) && areas.stream().anyMatch(area::startsWith);
  }
}
