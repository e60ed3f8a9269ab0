package org.yanzhen.dispatch;

import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.catalogue.PrivacyClass;
import org.yanzhen.order.OrderReads;
import org.yanzhen.order.OrderReads.OrderFacts;
import org.yanzhen.people.Person;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.Problems;
import org.yanzhen.shared.RealmId;

/** Says what a proposal says, in sentences a dispatcher would say to a colleague. */
@Component
class ProposalWords {

  private final OrderReads orders;
  private final Catalogue catalogue;
  private final Problems problems;
  private final HowWords how;

  ProposalWords(OrderReads orders, Catalogue catalogue, Problems problems, HowWords how) {
    this.orders = orders;
    this.catalogue = catalogue;
    this.problems = problems;
    this.how = how;
  }

  /** Why there is none. */
  String failed(Proposal.Failed why, Language language) {
    return switch (why) {
      case TOO_MANY ->
          language
              .pick(
                  "手上和等着的单超过 %d 张，一次排不下。请先按村、按类成批派一些。",
                  "More than %d orders are waiting or in hand, too many to weigh at once. Give some out by village or kind first.")
              .formatted(Proposals.MOST);
      case BROKEN_OFF ->
          language.pick(
              "排到一半断了：系统重启过，或者太久没有动静。什么都没动，请再排一次。",
              "It was broken off: the system was restarted, or nothing was heard of it for too long. Nothing was changed; ask for it again.");
      case NOT_PROVEN ->
          language.pick(
              "排出来的结果没有通过核对，所以不给您看。什么都没动，已经记下来给维护的人。",
              "The result did not pass the check, so it is not shown. Nothing was changed; it is noted for whoever keeps the system.");
      case ERROR ->
          language.pick(
              "排的时候出了错。什么都没动，请再排一次；还不行就找维护的人。",
              "Something went wrong. Nothing was changed; ask for it again, and tell whoever keeps the system if it stays so.");
    };
  }

  /** Why this person, or why nobody. */
  String why(RealmId realm, Proposal.Line line, Map<UUID, Person> people, Language language) {
    Unserved unserved = line.why();
    if (unserved != null) {
      return orders
          .findFacts(realm, line.orderId())
          .map(
              order ->
                  unserved.words(
                      kind(realm, order), how.deadline(realm, order, language), language))
          .orElse("");
    }
    String name = name(people, line.to());
    Proposal.Passed passed = line.passed();
    if (passed != null) {
      String other =
          orders
              .findFacts(realm, passed.order())
              .map(order -> kind(realm, order))
              .filter(kind -> kind.privacy() != PrivacyClass.RESTRICTED)
              .map(kind -> kind.name().in(language))
              .orElse(language.pick("要保密的事", "a confidential matter"));
      return language
          .pick(
              "只看这一单，%1$s更合适；但%1$s要去另一单“%2$s”，那边更需要。",
              "For this order alone %s would do better, but is needed more for another, “%s”.")
          .formatted(name(people, passed.personId()), other);
    }
    if (line.what() == Proposal.What.MOVE) {
      return language
          .pick(
              "原来派给%s。改派%s，连改派的代价算上还是更省。",
              "It was offered to %s. With %s it costs less, the price of the change included.")
          .formatted(name(people, line.from()), name);
    }
    return line.able() == 1
        ? language.pick("只有%s能去。", "Only %s can go.").formatted(name)
        : language
            .pick("能去的有 %d 人，派%s最省。", "People who could go: %d; with %s it costs least.")
            .formatted(line.able(), name);
  }

  /** Why an accepted line was not sent; nothing where it was. */
  @Nullable String refused(Proposal.Line line, Map<UUID, Person> people, Language language) {
    Proposal.Answer answer = line.answer();
    if (answer == null || answer.code() == null) {
      return null;
    }
    if (answer.rule() != null) {
      return language
          .pick("没派：%s现在不能去（%s）。", "Not sent: %s cannot go now (%s).")
          .formatted(name(people, line.to()), HowWords.rule(answer.rule(), language));
    }
    if (answer.code().equals(ProblemCode.COMMAND_BASE_STALE.code())) {
      return language.pick("没派：这单后来有人动过。", "Not sent: somebody changed this order meanwhile.");
    }
    if (answer.code().equals(ProblemCode.DISPATCH_PERSON_BUSIER.code())) {
      return language
          .pick("没派：%s后来又有了别的单。", "Not sent: %s has got other orders meanwhile.")
          .formatted(name(people, line.to()));
    }
    String title =
        Arrays.stream(ProblemCode.values())
            .filter(code -> code.code().equals(answer.code()))
            .findAny()
            .map(code -> problems.title(code, language))
            .orElse(answer.code());
    return language.pick("没派：%s。", "Not sent: %s.").formatted(title);
  }

  private Kind kind(RealmId realm, OrderFacts order) {
    return catalogue.get(realm, order.kind(), order.kindVersion());
  }

  private static String name(Map<UUID, Person> people, @Nullable UUID id) {
    Person person = id == null ? null : people.get(id);
    return person == null ? "" : person.name();
  }
}
