package org.yanzhen.shared;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A problem on the wire (RFC 9457).
 *
 * @param type a page that explains it
 * @param title short words for the kind of problem
 * @param detail what was wrong, what was kept and what to do
 * @param code stable, e.g. {@code order.wrong-state}
 */
public record ProblemView(
    String type,
    String title,
    int status,
    String detail,
    String code,
    @Nullable String field,
    Map<String, String> params) {}
