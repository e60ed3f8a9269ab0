package org.yanzhen.solver.assign;

import java.time.Instant;
import java.util.List;
import org.yanzhen.solver.model.Order;
import org.yanzhen.solver.model.Person;
import org.yanzhen.solver.model.Pin;
import org.yanzhen.solver.model.Prices;
import org.yanzhen.solver.model.TravelTimes;

/**
 * What an {@link AssignmentProblem} is made of, so that {@link AssignmentChecker} can begin before
 * its pairs.
 *
 * @param now nothing begins before
 * @param mostKilometers as the crow flies
 * @param people in the sequence in which the problem numbers them
 * @param orders in the sequence in which the problem numbers them
 * @param pins what people were told
 */
public record AssignmentModel(
    Instant now,
    double mostKilometers,
    TravelTimes travel,
    Prices prices,
    List<Person> people,
    List<Order> orders,
    List<Pin> pins) {
  public AssignmentModel {
    people = List.copyOf(people);
    orders = List.copyOf(orders);
    pins = List.copyOf(pins);
  }
}
