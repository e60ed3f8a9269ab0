package org.yanzhen.order;

import org.yanzhen.catalogue.Text;

/**
 * How soon messages from outside are read, said like the {@link Measure measures}. Before there is
 * an order no clock of an order runs, so an office could keep all others high by leaving its post
 * unread. Counted by {@link PostCounts}. It has no weight: what nobody has read belongs to no body
 * yet.
 */
final class PostRate {

  static final String CODE = "post";

  static final Text LABEL = new Text("来件及时受理率", "Messages read in time");

  static final Text NUMERATOR =
      new Text(
          "在时限内看过并转成单的；不转的不算，并入别的单的算",
          "read within the promise and made an order, also one that goes on with another; set aside does not count");

  static final Text DENOMINATOR =
      new Text(
          "本期收到的来件里，时限已经到期的；不转的也在内，还没看的算在全县",
          "messages received in the period whose promise has fallen due; those set aside too, and unread ones, which"
              + " belong to the whole county");

  private PostRate() {}
}
