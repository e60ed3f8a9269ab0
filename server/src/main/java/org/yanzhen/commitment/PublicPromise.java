package org.yanzhen.commitment;

import java.util.UUID;

/**
 * A promise that everybody can read, for rooms whose rows serve it.
 *
 * @param area path of its division
 * @param running neither done nor given up
 */
public record PublicPromise(UUID id, int year, String area, Phrase title, boolean running) {}
