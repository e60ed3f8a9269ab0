package org.yanzhen.support;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * All tests share one county, and its rounds go on offering what earlier tests have left lying.
 * Nobody comes to a test with hands so full that they may take nothing more.
 */
final class RoomInHands implements BeforeEachCallback {

  @Override
  public void beforeEach(ExtensionContext context) {
    SpringExtension.getApplicationContext(context).getBean(County.class).emptyFullHands();
  }
}
