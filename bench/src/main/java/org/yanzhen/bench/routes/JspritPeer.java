package org.yanzhen.bench.routes;

import com.graphhopper.jsprit.core.algorithm.VehicleRoutingAlgorithm;
import com.graphhopper.jsprit.core.algorithm.box.Jsprit;
import com.graphhopper.jsprit.core.algorithm.termination.TimeTermination;
import com.graphhopper.jsprit.core.problem.Location;
import com.graphhopper.jsprit.core.problem.VehicleRoutingProblem;
import com.graphhopper.jsprit.core.problem.job.Service;
import com.graphhopper.jsprit.core.problem.solution.VehicleRoutingProblemSolution;
import com.graphhopper.jsprit.core.problem.solution.route.VehicleRoute;
import com.graphhopper.jsprit.core.problem.solution.route.activity.TimeWindow;
import com.graphhopper.jsprit.core.problem.solution.route.activity.TourActivity;
import com.graphhopper.jsprit.core.problem.vehicle.VehicleImpl;
import com.graphhopper.jsprit.core.problem.vehicle.VehicleTypeImpl;
import com.graphhopper.jsprit.core.util.FastVehicleRoutingTransportCostsMatrix;
import com.graphhopper.jsprit.core.util.Solutions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.yanzhen.solver.plan.PlanOrder;
import org.yanzhen.solver.plan.PlanPerson;
import org.yanzhen.solver.plan.PlanProblem;

/** jsprit's ready-made algorithm with a matrix and a finite fleet. */
final class JspritPeer implements Peer {
  @Override
  public String name() {
    return "jsprit";
  }

  @Override
  public boolean models(PlanProblem problem) {
    return !Peer.isSiteDependent(problem);
  }

  @Override
  public List<List<Integer>> solve(PlanProblem problem, Duration time, long seed) {
    ProcessorTime clock = new ProcessorTime();
    VehicleRoutingAlgorithm algorithm =
        Jsprit.Builder.newInstance(model(problem)).setRandom(new Random(seed)).buildAlgorithm();
    algorithm.setMaxIterations(Integer.MAX_VALUE);
    TimeTermination limit = new TimeTermination(time.toMillis());
    limit.setTimeGetter(() -> clock.nanos() / 1_000_000);
    algorithm.setPrematureAlgorithmTermination(limit);
    algorithm.addListener(limit);
    return routes(Solutions.bestOf(algorithm.searchSolutions()));
  }

  private static VehicleRoutingProblem model(PlanProblem problem) {
    VehicleRoutingProblem.Builder builder =
        VehicleRoutingProblem.Builder.newInstance()
            .setFleetSize(VehicleRoutingProblem.FleetSize.FINITE)
            .setRoutingCost(matrix(problem));
    for (int person = 0; person < problem.people().size(); person++) {
      builder.addVehicle(vehicle(person, problem.people().get(person)));
    }
    for (int order = 0; order < problem.orders().size(); order++) {
      builder.addJob(service(order, problem.orders().get(order)));
    }
    return builder.build();
  }

  private static FastVehicleRoutingTransportCostsMatrix matrix(PlanProblem problem) {
    int places = problem.travel().places();
    FastVehicleRoutingTransportCostsMatrix.Builder matrix =
        FastVehicleRoutingTransportCostsMatrix.Builder.newInstance(places, false);
    for (int from = 0; from < places; from++) {
      for (int to = 0; to < places; to++) {
        int time = problem.travel().time(from, to);
        matrix.addTransportTimeAndDistance(from, to, time, time);
      }
    }
    return matrix.build();
  }

  private static VehicleImpl vehicle(int number, PlanPerson person) {
    VehicleTypeImpl type =
        VehicleTypeImpl.Builder.newInstance("type")
            .addCapacityDimension(0, (int) Math.min(Integer.MAX_VALUE, person.capacity()))
            .build();
    return VehicleImpl.Builder.newInstance("v" + number)
        .setType(type)
        .setStartLocation(Location.newInstance(person.startPlace()))
        .setEndLocation(Location.newInstance(person.endPlace()))
        .setEarliestStart(person.shiftStart())
        .setLatestArrival(person.shiftEnd())
        .build();
  }

  private static Service service(int number, PlanOrder order) {
    return Service.Builder.newInstance(String.valueOf(number))
        .setLocation(Location.newInstance(order.place()))
        .addSizeDimension(0, (int) order.demand())
        .setServiceTime(order.duration())
        .setTimeWindow(TimeWindow.newInstance(order.earliest(), order.latest()))
        .build();
  }

  private static List<List<Integer>> routes(VehicleRoutingProblemSolution solution) {
    List<List<Integer>> routes = new ArrayList<>();
    for (VehicleRoute route : solution.getRoutes()) {
      List<Integer> orders = new ArrayList<>();
      for (TourActivity activity : route.getActivities()) {
        orders.add(Integer.valueOf(((TourActivity.JobActivity) activity).getJob().getId()));
      }
      routes.add(orders);
    }
    return routes;
  }
}
