package org.yanzhen.catalogue;

import org.yanzhen.shared.Checks;

/** One thing that is rated from one to five beside the whole. */
public record RatingDimension(String code, Text label) {
  public RatingDimension {
    code = Kind.checkedCode("code", code);
    Checks.present("label", label);
  }
}
