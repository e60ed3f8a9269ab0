package org.yanzhen.command;

import org.jspecify.annotations.Nullable;
import org.yanzhen.shared.Checks;

/**
 * Who really asked, when somebody else typed.
 *
 * @param name the principal, as given
 * @param authority on whose word or paper: "by phone", "power of attorney seen"
 */
public record OnBehalf(@Nullable String name, @Nullable String authority) {
  public OnBehalf {
    name = Checks.optionalText("onBehalfOf.name", name, 60);
    authority = Checks.optionalText("onBehalfOf.authority", authority, 200);
  }
}
