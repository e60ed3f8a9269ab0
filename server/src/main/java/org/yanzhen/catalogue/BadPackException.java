package org.yanzhen.catalogue;

import java.util.List;
import java.util.stream.Collectors;

/** All that is wrong in all packs; none of them was adopted. */
public final class BadPackException extends RuntimeException {

  private final transient List<PackProblem> problems;

  BadPackException(List<PackProblem> problems) {
    super(
        problems.stream()
            .map(PackProblem::toString)
            .collect(Collectors.joining("\n  ", "Packs with problems, none was adopted:\n  ", "")));
    this.problems = List.copyOf(problems);
  }

  public List<PackProblem> problems() {
    return problems;
  }
}
