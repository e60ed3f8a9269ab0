package org.yanzhen.shared;

/**
 * A role within a subtree of divisions.
 *
 * @param area path of the subtree's root, e.g. {@code ".2.15."}; every division below has a path
 *     that starts with it
 */
public record Grant(Role role, int divisionId, String area) {}
