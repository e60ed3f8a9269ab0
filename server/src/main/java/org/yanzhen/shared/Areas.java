package org.yanzhen.shared;

import java.util.Optional;

/**
 * Where a division stands. An interface because {@code access} grants rights over divisions kept
 * above it.
 */
public interface Areas {

  /**
   * @param path e.g. {@code ".2.15.230."}: every division below has a path that starts with it
   */
  record Area(int divisionId, String path, String name) {}

  Optional<Area> findArea(int divisionId);
}
