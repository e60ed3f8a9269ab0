package org.yanzhen.shared;

import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rounds over realms and rows. One that is in trouble does not keep the others from their turn: it
 * is logged by its id, never by its content, and the round goes on.
 */
public final class Rounds {

  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

  private Rounds() {}

  /**
   * @param what what is done, for the log
   * @param id what one is called there: ids only
   */
  public static <T> void each(
      String what,
      Collection<? extends T> all,
      Function<? super T, ?> id,
      Consumer<? super T> work) {
    for (T one : all) {
      try {
        work.accept(one);
      } catch (RuntimeException e) {
        failed(what, id.apply(one), e);
      }
    }
  }

  /**
   * @param work answers whether it is done with
   * @param putOff makes room for the others where it is not, or failed
   */
  public static <T> void eachOrPutOff(
      String what,
      Collection<? extends T> all,
      Function<? super T, ?> id,
      Predicate<? super T> work,
      Consumer<? super T> putOff) {
    each(
        what,
        all,
        id,
        one -> {
          boolean done = false;
          try {
            done = work.test(one);
          } catch (RuntimeException e) {
            failed(what, id.apply(one), e);
          }
          if (!done) {
            putOff.accept(one);
          }
        });
  }

  /** The house is closing: then nothing that follows would go better. */
  private static void failed(String what, Object id, RuntimeException e) {
    if (Thread.currentThread().isInterrupted()) {
      throw e;
    }
    LOG.error("{} failed for {}", what, id, e);
  }
}
