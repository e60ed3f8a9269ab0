package org.yanzhen.hall;

import java.util.List;
import java.util.UUID;
import org.yanzhen.shared.Checks;

/** A hall or station with its windows. */
record Site(UUID id, int divisionId, String area, String name, List<HallWindow> windows) {

  /**
   * A window.
   *
   * @param code as it stands over the window, e.g. {@code 3}
   * @param services codes of the county's hall policy
   */
  public record HallWindow(String code, String name, List<String> services) {
    public HallWindow {
      code = Checks.text("windows.code", code, 10);
      name = Checks.text("windows.name", name, 40);
      services = List.copyOf(Checks.present("windows.services", services));
      if (services.isEmpty() || services.size() > 20) {
        throw Checks.malformed("windows.services", "1 to 20");
      }
    }
  }

  int windowsFor(String service) {
    return (int) windows.stream().filter(window -> window.services().contains(service)).count();
  }
}
