package org.yanzhen.dispatch;

import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.yanzhen.order.AcceptRule;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.RealmId;

/**
 * What a group was asked is answered for the group: whoever goes is named, and the rules are asked
 * about that person.
 */
@Component
class GroupAnswers implements AcceptRule {

  private final DecisionStore decisions;

  GroupAnswers(DecisionStore decisions) {
    this.decisions = decisions;
  }

  @Override
  public Optional<Problem> refuses(RealmId realm, UUID orderId) {
    return decisions
        .findLast(realm, orderId)
        .filter(decision -> decision.mode() == Mode.GROUP)
        .map(decision -> Problem.at(ProblemCode.DISPATCH_FOR_THE_GROUP, "body.orderId"));
  }
}
