/**
 * Where people come and call: messages that wait for a person, telephone calls and call-backs,
 * tickets at the windows, papers taken and given back, who may speak for whom.
 *
 * <p>A message has a promise from its receipt on ({@link org.yanzhen.hall.ReadingPromise}); its
 * sender's name stands encrypted and apart, and nothing made of it holds the name ({@link
 * org.yanzhen.hall.SenderNames}).
 *
 * <p>What must never happen: the same message twice (source and source id are unique, and the
 * item's id is made from them), an item confirmed into two orders (one state, locked), a message
 * that vanishes (it is dismissed with a reason), a message answered elsewhere that becomes an order
 * or counts in a rate (it has a state of its own); one person called by two operators (a call-back
 * is claimed with a lease), a drawn call seen by somebody who is judged by it before the draw is
 * shown, a verdict taken down by whoever did the work, a number called twice (a ticket moves under
 * the condition that it waits), an original forgotten here while its order ends (the desk's
 * verdict, withdrawal and joining are refused, and silence ends nothing), a call that was to ask
 * whether it is solved and ends without a word on it, two people called to one window, a number
 * left with a ticket that outlives it ({@link org.yanzhen.hall.TicketNumbers}), a paper given back
 * that was never taken (the balance is checked under a lock) or by whoever does not have it, what
 * somebody has on file shown to whoever typed their name and number (a clerk sees who they are
 * first), a call about a bad grade seen by whoever was graded, a proxy who still acts after the
 * principal has the receipt, or sees anything after the last day of the authority.
 *
 * <p>{@link org.yanzhen.hall.Triage} says what a message may be about, which others say the same
 * and how similar ones were answered. It only suggests: what a person confirms is what it learns
 * from, and its models live in memory and are made anew from the messages at any time.
 */
@ApplicationModule(
    allowedDependencies = {
      "shared",
      "command",
      "access",
      "place",
      "people",
      "catalogue",
      "order",
      "notice"
    })
@NullMarked
package org.yanzhen.hall;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
