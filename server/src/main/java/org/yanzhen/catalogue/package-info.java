/**
 * What can be asked: service kinds as versioned data, adopted from packs.
 *
 * <p>What must never happen: a version of a kind rewritten (rows are only added, and the
 * application has no right to change one), an edit of a person undone by the next start (a pack is
 * not adopted over a version of a person), half of a set of packs adopted (all problems of all
 * files are reported and nothing is sent), a kind without content, responsible body or time limit
 * (its record refuses it), a picture on a card without a consent that holds ({@link
 * org.yanzhen.catalogue.Portraits}).
 */
@ApplicationModule(allowedDependencies = {"shared", "command", "access", "place", "people"})
@NullMarked
package org.yanzhen.catalogue;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
