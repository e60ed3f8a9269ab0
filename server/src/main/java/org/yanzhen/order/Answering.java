package org.yanzhen.order;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.catalogue.KindField;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandResult;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.RealmId;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is answered after the asking: what came of an order, by whoever reports it done, and the
 * questions of its kind that were left open or answered wrongly.
 *
 * <p>The step comes first: whoever may not take it learns nothing of what is asked. A refusal after
 * it leaves nothing of it.
 */
@Component
class Answering {

  private static final String RESULTS = "body.results.";
  private static final String FIELDS = "body.fields.";

  private final Orders orders;
  private final OrderStore store;
  private final Catalogue catalogue;
  private final Answers answers;
  private final Answered answered;
  private final JsonMapper mapper;

  Answering(
      Orders orders,
      OrderStore store,
      Catalogue catalogue,
      Answers answers,
      Answered answered,
      JsonMapper mapper) {
    this.orders = orders;
    this.store = store;
    this.catalogue = catalogue;
    this.answers = answers;
    this.answered = answered;
    this.mapper = mapper;
  }

  CommandResult report(OrderCommands.Report command, CommandContext context) {
    RealmId realm = context.realm();
    UUID orderId = command.orderId();
    Map<String, String> values = command.results();
    List<KindField> asked =
        store
            .find(realm, orderId)
            .map(row -> kind(realm, row).resultsOf(row.lineage().stage()))
            .orElse(List.of());
    List<UUID> uploads = new ArrayList<>(Answers.answered(asked, values));
    if (!uploads.isEmpty()) {
      Optional<Problem> unusable = answers.claim(context.actor(), asked, values, RESULTS);
      if (unusable.isPresent()) {
        return CommandResult.refused(unusable.get());
      }
    }
    uploads.addAll(0, command.attachments());
    CommandResult moved =
        orders.step(orderId, Step.words(Action.REPORT, command.text()), uploads, context);
    if (!(moved instanceof CommandResult.Done done)
        || !(done.value() instanceof OrderResult reported)) {
      return moved;
    }
    Optional<Problem> problem =
        unknown(asked, values, RESULTS)
            .or(() -> answers.invalid(realm, asked, values, true, RESULTS));
    if (problem.isPresent()) {
      return CommandResult.refused(problem.get());
    }
    answered.results(realm, orderId, reported.version(), asked, values);
    return moved;
  }

  CommandResult answer(OrderCommands.GiveAnswers command, CommandContext context) {
    RealmId realm = context.realm();
    UUID orderId = command.orderId();
    Optional<OrderRow> found = store.lock(realm, orderId);
    CommandResult moved = orders.step(orderId, Step.of(Action.ANSWER), List.of(), context);
    if (found.isEmpty()
        || !(moved instanceof CommandResult.Done done)
        || !(done.value() instanceof OrderResult step)) {
      return moved;
    }
    Kind kind = kind(realm, found.get());
    Map<String, String> before = answers.written(realm, kind, found.get());
    List<KindField> changed =
        kind.fields().stream()
            .filter(field -> command.fields().containsKey(field.code()))
            .filter(
                field ->
                    !Objects.equals(
                        before.get(field.code()), given(command.fields(), field.code())))
            .toList();
    Optional<Problem> problem =
        unknown(kind.fields(), command.fields(), FIELDS)
            .or(() -> answers.invalid(realm, changed, command.fields(), true, FIELDS))
            .or(() -> answers.claim(context.actor(), changed, command.fields(), FIELDS));
    if (problem.isPresent()) {
      return CommandResult.refused(problem.get());
    }
    Map<String, String> after = new HashMap<>(before);
    for (KindField field : changed) {
      String value = given(command.fields(), field.code());
      if (value == null) {
        after.remove(field.code());
      } else {
        after.put(field.code(), value);
      }
      answered.changed(realm, orderId, step.version(), field, before.get(field.code()), value);
    }
    List<UUID> uploadsBefore = Answers.answered(kind, before);
    List<UUID> uploads = Answers.answered(kind, after);
    answered.keep(
        realm,
        orderId,
        mapper.writeValueAsString(Answers.open(kind, after)),
        uploads.stream().filter(id -> !uploadsBefore.contains(id)).toList(),
        // Papers that were replaced are named in the thread and opened by nobody any more.
        uploadsBefore.stream().filter(id -> !uploads.contains(id)).toList());
    answers.drop(realm, orderId);
    answers.keep(realm, orderId, kind, after);
    return moved;
  }

  private static @Nullable String given(Map<String, String> values, String code) {
    String value = values.get(code);
    return value == null || value.isBlank() ? null : value.strip();
  }

  private static Optional<Problem> unknown(
      List<KindField> asked, Map<String, String> values, String path) {
    return values.keySet().stream()
        .filter(code -> asked.stream().noneMatch(field -> field.code().equals(code)))
        .findFirst()
        .map(code -> Problem.at(ProblemCode.ORDER_FIELD_INVALID, path + code).with("field", code));
  }

  private Kind kind(RealmId realm, OrderRow row) {
    return catalogue.get(realm, row.order().kind(), row.order().kindVersion());
  }
}
