package org.yanzhen.command;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A picture, a voice or a file that a command names. It may still be on its way: words travel
 * first.
 *
 * @param ready whether all its bytes are here
 * @param kind what it is, or what its field asks for while it is on its way
 * @param seconds how long a voice is
 * @param name what its sender called it
 */
public record AttachmentRef(
    UUID id,
    boolean ready,
    @Nullable MediaKind kind,
    @Nullable String mediaType,
    @Nullable Integer bytes,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable Integer seconds,
    @Nullable String name) {}
