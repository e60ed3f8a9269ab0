package org.yanzhen.order;

/**
 * What the one asked for speaks.
 *
 * @param language code of the list of languages
 * @param needed whether somebody has to go who speaks it; else it only weighs
 */
public record Spoken(String language, boolean needed) {}
