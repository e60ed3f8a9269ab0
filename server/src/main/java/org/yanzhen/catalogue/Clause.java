package org.yanzhen.catalogue;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.yanzhen.shared.Checks;

/**
 * What a condition rests on.
 *
 * @param law name of the law or the notice
 * @param number under which it was issued; a law is known by its name
 * @param article which part of it
 * @param date of the wording that counts
 * @param example whether counties differ, so that a county has to put its own in its place
 */
public record Clause(
    Text law, @Nullable Text number, @Nullable Text article, LocalDate date, boolean example) {
  public Clause {
    Checks.present("law", law);
    Checks.present("date", date);
    if (date.getYear() < 1949 || date.getYear() > 2100) {
      throw Checks.malformed("date", "of our time");
    }
  }
}
