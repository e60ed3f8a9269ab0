package org.yanzhen.catalogue;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.yanzhen.shared.Checks;

/**
 * A later step that makes an order of its own when its time has come.
 *
 * @param task what is to be done then
 * @param follows the stage that must be solved first; none means the order itself
 * @param after how long after that
 */
public record Stage(String code, Text name, Text task, @Nullable String follows, Duration after) {
  public Stage {
    code = Kind.checkedCode("code", code);
    Checks.present("name", name);
    Checks.present("task", task);
    follows = follows == null ? null : Kind.checkedCode("follows", follows);
    Kind.checkPositive("after", after);
  }
}
