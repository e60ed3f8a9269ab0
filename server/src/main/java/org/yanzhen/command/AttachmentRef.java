package org.yanzhen.command;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A picture that a command names. It may still be on its way: words travel first.
 *
 * @param ready whether all its bytes are here
 */
public record AttachmentRef(
    UUID id,
    boolean ready,
    @Nullable String mediaType,
    @Nullable Integer bytes,
    @Nullable Integer width,
    @Nullable Integer height) {}
