package org.yanzhen.order;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.catalogue.Stage;
import org.yanzhen.shared.Language;

/**
 * What an order that follows another is called and asks for. Its row holds the Chinese, beside the
 * words people wrote; in another language the kind's own words stand in their place.
 */
final class StageWords {

  private static final int TITLE = 80;
  private static final String OF = "：";

  private StageWords() {}

  /**
   * The title a stage's order is placed with.
   *
   * @param of the title of what it follows
   */
  static String title(Stage stage, String of) {
    String title = stage.name().zh() + OF + of;
    return title.length() <= TITLE ? title : title.substring(0, TITLE - 1) + "…";
  }

  /** The title as it was asked for: a chain does not pile up the names of its stages. */
  static String without(Kind kind, OrderRow row) {
    return of(kind, row).orElse(row.title());
  }

  /** The title in the reader's language. */
  static String title(Kind kind, OrderRow row, Language language) {
    return language == Language.ZH
        ? row.title()
        : stage(kind, row)
            .flatMap(stage -> of(kind, row).map(rest -> stage.name().in(language) + ": " + rest))
            .orElse(row.title());
  }

  /** What is asked for, in the reader's language. */
  static @Nullable String text(Kind kind, OrderRow row, Language language) {
    return stage(kind, row)
        .filter(stage -> stage.task().zh().equals(row.text()))
        .map(stage -> stage.task().in(language))
        .orElse(row.text());
  }

  private static Optional<String> of(Kind kind, OrderRow row) {
    return stage(kind, row)
        .map(stage -> stage.name().zh() + OF)
        .filter(name -> row.title().startsWith(name))
        .map(name -> row.title().substring(name.length()));
  }

  private static Optional<Stage> stage(Kind kind, OrderRow row) {
    return Optional.ofNullable(row.lineage().stage()).flatMap(kind::stage);
  }
}
