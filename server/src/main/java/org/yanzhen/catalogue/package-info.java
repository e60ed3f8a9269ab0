/**
 * What can be asked: service kinds as versioned data, adopted from packs.
 *
 * <p>What must never happen: a version of a kind rewritten (rows are only added, and the
 * application has no right to change one), an edit of a person undone by the next start (a pack is
 * not adopted over a version of a person), half of a set of packs adopted (all problems of all
 * files are reported and nothing is sent), a kind without content, responsible body or time limit
 * (its record refuses it), an answer to "does it apply to me?" kept anywhere, or somebody refused
 * for it, a picture on a card without a consent that holds ({@link
 * org.yanzhen.catalogue.Portraits}). How much is asked of a kind is told by {@code order} through
 * {@link org.yanzhen.catalogue.Demand}.
 */
@ApplicationModule(allowedDependencies = {"shared", "command", "access", "place", "people"})
@NullMarked
package org.yanzhen.catalogue;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
