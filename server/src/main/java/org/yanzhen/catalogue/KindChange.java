package org.yanzhen.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * One thing that two versions of a kind say differently.
 *
 * @param path of the field, for a machine
 * @param what the field in words
 * @param before null for what is new
 * @param after null for what is gone
 */
public record KindChange(
    String path, String what, @Nullable String before, @Nullable String after) {}
