package org.yanzhen.door;

import java.text.Normalizer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;

/** Reads what a form sends. */
final class Parameters {

  private Parameters() {}

  /** A hidden id; a form without one was not ours. */
  static UUID id(@Nullable String text) {
    try {
      return UUID.fromString(text == null ? "" : text);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(Problem.of(ProblemCode.REQUEST_INVALID));
    }
  }

  static @Nullable Integer number(@Nullable String text) {
    return text != null && text.matches("[0-9]{1,9}") ? Integer.valueOf(text) : null;
  }

  static Urgency urgency(@Nullable String text) {
    for (Urgency urgency : Urgency.values()) {
      if (urgency.name().equals(text)) {
        return urgency;
      }
    }
    return Urgency.NORMAL;
  }

  /** Figures as a Chinese keyboard may type them, １３８, made plain. */
  static String plain(@Nullable String text) {
    return text == null ? "" : Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
  }

  /** A number as it stands on a receipt, however it was typed; anything else as it is. */
  static String receiptNumber(@Nullable String text) {
    String plain = plain(text).replaceAll("[^0-9]", "");
    return plain.length() == 12 ? plain.substring(0, 6) + "-" + plain.substring(6) : plain(text);
  }
}
