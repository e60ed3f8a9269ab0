package org.yanzhen.order;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.catalogue.KindField;
import org.yanzhen.command.AttachmentRef;
import org.yanzhen.command.Attachments;
import org.yanzhen.order.OrderViews.FieldValue;
import org.yanzhen.place.Positions;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Vault;

/** The answers to a kind's questions: checked, kept, and said again to whoever may know them. */
@Repository
class Answers {

  private static final String FIELD = "body.fields.";

  private final JdbcClient jdbc;
  private final Vault vault;
  private final Attachments attachments;
  private final Positions positions;

  Answers(JdbcClient jdbc, Vault vault, Attachments attachments, Positions positions) {
    this.jdbc = jdbc;
    this.vault = vault;
    this.attachments = attachments;
    this.positions = positions;
  }

  /** Why the answers cannot stand; empty when they can. */
  Optional<Problem> invalid(RealmId realm, Kind kind, Map<String, String> values, boolean all) {
    return invalid(realm, kind.fields(), values, all, FIELD);
  }

  /**
   * @param all whether what must be answered must be answered here
   * @param path of the answers in the command, with the dot
   */
  Optional<Problem> invalid(
      RealmId realm, List<KindField> fields, Map<String, String> values, boolean all, String path) {
    for (KindField field : fields) {
      String value = values.get(field.code());
      boolean answered = value != null && !value.isBlank();
      boolean fits =
          value != null && answered
              ? Answer.fits(field, value) && isInTheRealm(realm, field, value)
              : !(all && field.required());
      if (!fits) {
        return Optional.of(
            Problem.at(ProblemCode.ORDER_FIELD_INVALID, path + field.code())
                .with("field", field.code())
                .with("field.ZH", field.label().zh())
                .with("field.EN", field.label().en()));
      }
    }
    return Optional.empty();
  }

  private boolean isInTheRealm(RealmId realm, KindField field, String value) {
    return switch (field.type()) {
      case PLACE ->
          Answer.place(value)
              .map(Answer.Place::point)
              .map(point -> positions.isNear(realm, point))
              .orElse(true);
      default -> true;
    };
  }

  /** Makes the uploads the order's; says why one cannot be its answer. */
  Optional<Problem> claim(Actor sender, Kind kind, Map<String, String> values) {
    return claim(sender, kind.fields(), values, FIELD);
  }

  Optional<Problem> claim(
      Actor sender, List<KindField> fields, Map<String, String> values, String path) {
    for (KindField field : fields) {
      for (UUID id : Answer.files(field.type(), values.getOrDefault(field.code(), ""))) {
        Optional<Problem> problem =
            attachments.claim(sender, id, Answer.mediaKind(field.type()), path + field.code());
        if (problem.isPresent()) {
          return problem;
        }
      }
    }
    return Optional.empty();
  }

  /** What may stand with the order; what is about a person stands apart. */
  static Map<String, String> open(Kind kind, Map<String, String> values) {
    Map<String, String> open = new HashMap<>(values);
    open.keySet().removeAll(personal(kind, values).keySet());
    return Map.copyOf(open);
  }

  private static Map<String, String> personal(Kind kind, Map<String, String> values) {
    Map<String, String> personal = new HashMap<>();
    for (KindField field : kind.fields()) {
      String value = values.get(field.code());
      if (value != null && Answer.isPersonal(field.type(), value)) {
        personal.put(field.code(), value);
      }
    }
    return personal;
  }

  /** All uploads the order names: those beside its words and those that are answers. */
  static List<UUID> files(Kind kind, Placement placement) {
    List<UUID> files = new ArrayList<>(placement.attachments());
    files.addAll(answered(kind, placement.fields()));
    return List.copyOf(files);
  }

  /** The uploads that are answers. */
  static List<UUID> answered(Kind kind, Map<String, String> values) {
    return answered(kind.fields(), values);
  }

  static List<UUID> answered(List<KindField> fields, Map<String, String> values) {
    return fields.stream()
        .flatMap(
            field -> Answer.files(field.type(), values.getOrDefault(field.code(), "")).stream())
        .toList();
  }

  void keep(RealmId realm, UUID orderId, Kind kind, Map<String, String> values) {
    personal(kind, values)
        .forEach(
            (code, value) ->
                jdbc.sql(
                        """
                        insert into orders.personal_answer (realm, order_id, code, value)
                        values (:realm, :order, :code, :value)
                        on conflict (realm, order_id, code) do update set value = excluded.value
                        """)
                    .param("realm", realm.value())
                    .param("order", orderId)
                    .param("code", code)
                    .param("value", vault.encrypt(realm, value, context(orderId, code)))
                    .update());
  }

  /** Before others are kept. */
  void drop(RealmId realm, UUID orderId) {
    jdbc.sql("delete from orders.personal_answer where realm = :realm and order_id = :order")
        .param("realm", realm.value())
        .param("order", orderId)
        .update();
  }

  /** All answers as they were written, those about a person too. */
  Map<String, String> written(RealmId realm, Kind kind, OrderRow row) {
    Map<String, String> values = new HashMap<>(row.fields());
    if (kind.fields().stream().anyMatch(field -> field.type().isPersonal())) {
      values.putAll(personal(realm, row.order().id()));
    }
    return values;
  }

  /**
   * The answers in words.
   *
   * @param whole whether names are said in full; who only looks gets their first letter
   * @param papers whether signatures and files may be opened
   */
  List<FieldValue> views(
      RealmId realm, Kind kind, OrderRow row, Language language, boolean whole, boolean papers) {
    return views(realm, kind.fields(), written(realm, kind, row), language, whole, papers);
  }

  List<FieldValue> views(
      RealmId realm,
      List<KindField> fields,
      Map<String, String> values,
      Language language,
      boolean whole,
      boolean papers) {
    List<FieldValue> views = new ArrayList<>();
    for (KindField field : fields) {
      String value = values.get(field.code());
      if (value != null) {
        views.add(view(realm, field, value, language, whole, papers));
      }
    }
    return views;
  }

  private FieldValue view(
      RealmId realm,
      KindField field,
      String value,
      Language language,
      boolean whole,
      boolean papers) {
    String label = field.label().in(language);
    List<UUID> files = Answer.files(field.type(), value);
    if (!files.isEmpty()) {
      List<AttachmentRef> known =
          papers || !isPaper(field) ? attachments.list(realm, files) : List.of();
      return new FieldValue(field.code(), label, "", field.type(), known, null);
    }
    return switch (field.type()) {
      case PLACE -> {
        Answer.Place place = Answer.place(value).orElse(new Answer.Place(null, value));
        String words =
            place.words() == null && place.point() != null
                ? "%.5f, %.5f".formatted(place.point().latitude(), place.point().longitude())
                : place.words();
        yield new FieldValue(
            field.code(),
            label,
            words == null ? "" : words,
            field.type(),
            List.of(),
            place.point());
      }
      case PERSON, HOUSEHOLD, SIGNATURE ->
          new FieldValue(
              field.code(), label, whole ? value : masked(value), field.type(), List.of(), null);
      default ->
          new FieldValue(
              field.code(), label, spoken(field, value, language), field.type(), List.of(), null);
    };
  }

  /** A signature or a file may hold more about a person than whoever only looks should read. */
  static boolean isPaper(KindField field) {
    return switch (field.type()) {
      case SIGNATURE, FILE -> true;
      default -> false;
    };
  }

  private static String spoken(KindField field, String value, Language language) {
    return field.choices().stream()
        .filter(choice -> choice.code().equals(value))
        .map(choice -> choice.label().in(language))
        .findFirst()
        .orElse(value);
  }

  private static String masked(String value) {
    return value.substring(0, value.offsetByCodePoints(0, 1)) + "**";
  }

  Map<String, String> personal(RealmId realm, UUID orderId) {
    Map<String, String> values = new HashMap<>();
    jdbc.sql(
            """
            select code, value from orders.personal_answer where realm = :realm and order_id = :order
            """)
        .param("realm", realm.value())
        .param("order", orderId)
        .query(
            (java.sql.ResultSet rs) -> {
              String code = rs.getString("code");
              @Nullable String value =
                  vault.decrypt(realm, rs.getBytes("value"), context(orderId, code));
              if (value != null) {
                values.put(code, value);
              }
            });
    return values;
  }

  private static String context(UUID orderId, String code) {
    return "orders.personal_answer.value/" + orderId + "/" + code;
  }
}
