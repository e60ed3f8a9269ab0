/**
 * Telling people: messages as rows of an outbox, sent after the fact, retried, and held where no
 * way leads to them.
 *
 * <p>Which step tells whom stands in {@link org.yanzhen.notice.Tellings}, the words and the ways in
 * {@code packs/messages.yaml}. An event writes a row that says who is to be told what, in the
 * event's own transaction; the words are made when the message is sent. A message goes along its
 * recipient's route (inbox, SMS, e-mail, a call by a person, a printed note): a way that is not
 * there, not wished or has failed gives way to the next; by night only danger disturbs. A text that
 * comes in counts as the requester's word only from their own number and with the order's code.
 *
 * <p>What has to be called out stands on {@link org.yanzhen.notice.CallList}: one takes a call, has
 * it for a few minutes and alone sees the number, so that nobody is called twice.
 *
 * <p>How somebody wishes to be told is what they last said ({@link org.yanzhen.notice.Said}): each
 * word is a dated row that is never changed, with the way it reached us. Own quiet hours are part
 * of it and lie beside the realm's night; {@code hall} asks {@link org.yanzhen.notice.Wishes} for
 * them.
 *
 * <p>What must never happen: an order that fails because a message could not be sent, a message
 * sent twice for one event (order, version and template are unique, and the provider gets the
 * message's id), a message lost (what cannot be sent is held where a clerk sees it), a word about
 * being told that is overwritten, a call or a text after it was taken back, but for what a provider
 * had already taken, a receipt that shows or changes what was said for the number in it.
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
      "dispatch"
    })
@NullMarked
package org.yanzhen.notice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
