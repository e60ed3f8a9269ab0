/**
 * Telling people: messages as rows of an outbox, sent after the fact, retried, and held where no
 * way leads to them.
 *
 * <p>An event writes a row that says who is to be told what, in the event's own transaction; the
 * words are made when the message is sent. What must never happen: an order that fails because a
 * message could not be sent, a message sent twice for one event (order, version and template are
 * unique, and the provider gets the message's id), a message lost (what cannot be sent is held
 * where a clerk sees it).
 */
@ApplicationModule(allowedDependencies = {"shared", "access", "people", "catalogue", "order"})
@NullMarked
package org.yanzhen.notice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
