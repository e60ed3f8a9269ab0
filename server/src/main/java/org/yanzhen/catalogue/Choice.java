package org.yanzhen.catalogue;

import org.yanzhen.shared.Checks;

/** One answer that may be chosen. */
public record Choice(String code, Text label) {
  public Choice {
    code = Kind.checkedCode("code", code);
    Checks.present("label", label);
  }
}
