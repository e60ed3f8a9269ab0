package org.yanzhen.dispatch;

import org.jspecify.annotations.Nullable;
import org.yanzhen.catalogue.Text;
import org.yanzhen.shared.Language;

/**
 * What other waiting orders lose if somebody takes this one: the person's price in the best
 * assignment of all of them.
 *
 * @param minutes in minutes of travel
 * @param why the other order needs this person
 * @param what a skill, or a kind of service; absent where that is confidential
 * @param able how many could go to the other order
 * @param orders how many count on the person
 */
record Opportunity(int minutes, Why why, @Nullable Text what, int able, int orders) {

  enum Why {
    /** Nobody else there has the skill. */
    ONLY_SKILLED,
    /** Nobody else may be sent there. */
    ONLY_ABLE,
    /** Others could go, but at a higher price. */
    BETTER_THERE
  }

  String words(Language language) {
    String name =
        what == null ? language.pick("要保密的事", "a confidential matter") : what.in(language);
    return switch (why) {
      case ONLY_SKILLED ->
          language
              .pick("另一单要“%s”，只有这个人会", "Another order needs “%s”, and nobody else can do it")
              .formatted(name);
      case ONLY_ABLE ->
          language
              .pick("另一单“%s”只有这个人能去", "Another order, “%s”, has nobody else to go")
              .formatted(name);
      case BETTER_THERE ->
          language
              .pick(
                  "另有 %d 单更需要这个人，如“%s”（共 %d 人能去）",
                  "Orders that need this person more: %d, such as “%s” (people who could go: %d)")
              .formatted(orders, name, able);
    };
  }
}
