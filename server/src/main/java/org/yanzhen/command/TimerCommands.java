package org.yanzhen.command;

import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.RealmId;
import tools.jackson.databind.json.JsonMapper;

/** What timers send. One command that fails must not keep the others of a round from going. */
@Component
public final class TimerCommands {

  private static final Logger LOG = LoggerFactory.getLogger(TimerCommands.class);

  /** Somebody was quicker than the timer: what it was there for has happened. */
  private static final Set<ProblemCode> USUAL =
      EnumSet.of(ProblemCode.ORDER_WRONG_STATE, ProblemCode.COMMAND_BASE_STALE);

  private final Gate gate;
  private final JsonMapper mapper;

  TimerCommands(Gate gate, JsonMapper mapper) {
    this.gate = gate;
    this.mapper = mapper;
  }

  /**
   * @param body the command's own record, or its fields by name; logged when it does not go
   *     through, so without words of people
   */
  public void send(RealmId realm, String type, Object body) {
    try {
      Outcome outcome =
          gate.submit(
              Envelope.of(Ids.next(), type, mapper.valueToTree(body)),
              Actor.system(realm, Origin.JOB));
      if (outcome.problem() != null && USUAL.contains(outcome.problem().code())) {
        LOG.debug("{} came too late: {}", type, outcome.problem().code().code());
      } else if (outcome.problem() != null) {
        LOG.warn("{} {} was refused: {}", type, body, outcome.problem().code().code());
      }
    } catch (RuntimeException e) {
      LOG.error("{} {} failed", type, body, e);
    }
  }
}
