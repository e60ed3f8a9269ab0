package org.yanzhen.boot;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.yanzhen.access.Realms.Purpose;
import org.yanzhen.demo.DemoCounty;
import org.yanzhen.shared.RealmId;

/** Makes the demo county before the door opens: whoever is answered finds it whole. */
@Component
class Furnishing implements SmartLifecycle {

  private final DemoCounty county;
  private final String purpose;
  private boolean done;

  Furnishing(DemoCounty county, @Value("${yanzhen.furnish:}") String purpose) {
    this.county = county;
    this.purpose = purpose;
  }

  @Override
  public void start() {
    if (!purpose.isEmpty()) {
      county.make(new RealmId(1), Purpose.valueOf(purpose));
    }
    done = true;
  }

  @Override
  public void stop() {
    done = false;
  }

  @Override
  public boolean isRunning() {
    return done;
  }

  /** Well before the web server, which starts among the last. */
  @Override
  public int getPhase() {
    return 0;
  }
}
