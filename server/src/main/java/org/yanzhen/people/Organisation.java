package org.yanzhen.people;

import java.util.UUID;

/**
 * A body people belong to.
 *
 * @param code chosen by the county, e.g. {@code agri-centre}; service kinds name their responsible
 *     body by it
 * @param kind GOVERNMENT, STATION, COMMITTEE, COOPERATIVE, COMPANY or TEAM
 * @param divisionId where it works
 */
public record Organisation(UUID id, String code, String name, String kind, int divisionId) {}
