package org.yanzhen.bench.assign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yanzhen.solver.assign.Assignment;
import org.yanzhen.solver.assign.AssignmentChecker;
import org.yanzhen.solver.assign.AssignmentProblem;
import org.yanzhen.solver.assign.BatchAssignment;
import org.yanzhen.solver.assign.LiveAssignment;

/** 5,000 orders and 1,000 people, half loaded and exactly full: the optima are known. */
class PublishedOptimaTest {
  private static final String FILE = "../shared/data/assignment/dispatch-5000x1000-seed42.txt.gz";

  private static County county;

  @BeforeAll
  static void read() throws IOException {
    Path up = Path.of("").toAbsolutePath();
    while (up != null && !Files.isRegularFile(up.resolve(FILE))) {
      up = up.getParent();
    }
    assumeThat(up).as("the benchmark file is not here").isNotNull();
    county = County.read(up.resolve(FILE).normalize());
  }

  @Test
  void halfLoaded() {
    bothWaysCost(10, 45_019_854, 3);
  }

  @Test
  void exactlyFull() {
    bothWaysCost(5, 57_331_685, 7);
  }

  private static void bothWaysCost(int capacity, long optimum, int left) {
    AssignmentProblem problem = county.problem(capacity);
    Assignment answer = BatchAssignment.solve(problem);
    assertThat(answer.cost()).isEqualTo(optimum);
    assertThat(answer.left()).isEqualTo(left);
    assertThat(AssignmentChecker.findings(problem, answer)).isEmpty();
    LiveAssignment live = new LiveAssignment(Long.MAX_VALUE);
    for (int person = 0; person < county.people(); person++) {
      live.addPerson(new long[capacity]);
    }
    for (int order = 0; order < county.orders(); order++) {
      live.addOrder(county.unserved()[order], county.peopleOf(order), county.costsOf(order));
    }
    assertThat(live.cost()).isEqualTo(optimum);
  }
}
