package org.yanzhen.catalogue;

import org.yanzhen.shared.Checks;

/**
 * A share of a joint order that another body does.
 *
 * @param kind the kind of the part's own order
 * @param task what the part has to do
 * @param together done at the same moment as the whole, by a second person; it may then be of the
 *     kind itself
 */
public record Part(String code, Text name, String kind, Text task, boolean together) {
  public Part {
    code = Kind.checkedCode("code", code);
    Checks.present("name", name);
    kind = Kind.checkedCode("kind", kind);
    Checks.present("task", task);
  }
}
