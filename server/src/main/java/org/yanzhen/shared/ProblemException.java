package org.yanzhen.shared;

/**
 * Carries a problem out of a read or out of parsing; a command handler answers with a refusal
 * instead.
 */
public final class ProblemException extends RuntimeException {

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(problem.code().code() + (problem.field() == null ? "" : " at " + problem.field()));
    this.problem = problem;
  }

  public ProblemException(ProblemCode code) {
    this(Problem.of(code));
  }

  public Problem problem() {
    return problem;
  }
}
