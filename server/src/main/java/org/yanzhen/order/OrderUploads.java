package org.yanzhen.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.catalogue.KindField;
import org.yanzhen.shared.RealmId;

/** Which of an order's uploads stand beside its words, its answers and its steps, and for whom. */
@Component
class OrderUploads {

  private final HistoryStore history;
  private final Catalogue catalogue;

  OrderUploads(HistoryStore history, Catalogue catalogue) {
    this.history = history;
    this.catalogue = catalogue;
  }

  /** The uploads beside the words; those that answer a question stand with it. */
  static List<UUID> beside(Kind kind, OrderRow row) {
    List<UUID> beside = new ArrayList<>(row.attachments());
    beside.removeAll(Answers.answered(kind, row.fields()));
    return beside;
  }

  /** The uploads of a step that stand beside its answers. */
  static List<UUID> besideAnswers(Kind kind, List<Answered.Given> said, List<UUID> uploads) {
    List<UUID> beside = new ArrayList<>(uploads);
    for (Answered.Given one : said) {
      String after = one.after();
      if (after != null) {
        field(kind, one).ifPresent(field -> beside.removeAll(Answer.files(field.type(), after)));
      }
    }
    return beside;
  }

  static Optional<KindField> field(Kind kind, Answered.Given given) {
    return (given.result() ? kind.results() : kind.fields())
        .stream().filter(field -> field.code().equals(given.code())).findAny();
  }

  /** Without what came with a step: that is between those who serve, the desk and the requester. */
  List<UUID> asPlaced(RealmId realm, List<UUID> uploads, OrderRow row) {
    List<UUID> placed = new ArrayList<>(uploads);
    placed.removeAll(history.sentWithSteps(realm, row.order().id()));
    return placed;
  }

  /** Who only looks, as on the board, sees and hears what it is about, and opens no papers. */
  boolean isForLooking(RealmId realm, OrderRow row, UUID attachmentId) {
    return asPlaced(realm, List.of(attachmentId), row).contains(attachmentId)
        && kind(realm, row.order()).fields().stream()
            .filter(Answers::isPaper)
            .noneMatch(
                field ->
                    Answer.files(field.type(), row.fields().getOrDefault(field.code(), ""))
                        .contains(attachmentId));
  }

  private Kind kind(RealmId realm, Order order) {
    return catalogue.get(realm, order.kind(), order.kindVersion());
  }
}
