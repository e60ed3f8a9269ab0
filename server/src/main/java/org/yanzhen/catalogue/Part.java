package org.yanzhen.catalogue;

import org.yanzhen.shared.Checks;

/**
 * A share of a joint order that another body does.
 *
 * @param kind the kind of the part's own order
 * @param task what the part has to do
 */
public record Part(String code, Text name, String kind, Text task) {
  public Part {
    code = Kind.checkedCode("code", code);
    Checks.present("name", name);
    kind = Kind.checkedCode("kind", kind);
    Checks.present("task", task);
  }
}
