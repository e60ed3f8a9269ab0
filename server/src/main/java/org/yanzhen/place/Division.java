package org.yanzhen.place;

import org.jspecify.annotations.Nullable;

/**
 * A division as it is called today.
 *
 * @param id ours, kept for ever
 * @param code the statistical code in force today; changes with mergers, so it is never kept
 *     anywhere as a key
 * @param path ids from the root down, e.g. {@code ".1.2.7.92."}: every division below has a path
 *     that starts with it
 * @param fullName from the county down, e.g. 溆浦县黄茅园镇金中村
 */
public record Division(
    int id,
    String code,
    String name,
    Level level,
    @Nullable Integer parentId,
    String path,
    String fullName) {}
