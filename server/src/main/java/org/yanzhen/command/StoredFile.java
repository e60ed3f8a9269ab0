package org.yanzhen.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * An upload that is here, and the one way to give it out: pictures and voices to be seen and heard,
 * anything else to be saved, and never anything a browser would run.
 *
 * @param name what its sender called it, for display
 */
public record StoredFile(Path path, MediaKind kind, String mediaType, @Nullable String name) {

  /** The answer to a request for it; a part of it when a part was asked for. */
  public ResponseEntity<Resource> response() {
    return headers().body(new FileSystemResource(path));
  }

  /** The same for something made of it, such as a small copy. */
  public ResponseEntity<Resource> response(Resource instead) {
    return headers().body(instead);
  }

  /** A browser shows a voice on a page of its own, which has to play it. */
  private String policy() {
    return kind == MediaKind.AUDIO
        ? "default-src 'none'; media-src 'self'; style-src 'unsafe-inline'"
        : "default-src 'none'; sandbox";
  }

  private ResponseEntity.BodyBuilder headers() {
    ContentDisposition.Builder disposition =
        kind == MediaKind.FILE ? ContentDisposition.attachment() : ContentDisposition.inline();
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(mediaType))
        // People share the machines of a hall: nothing stays behind.
        .cacheControl(CacheControl.noStore())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            disposition
                .filename(FileName.forSaving(name, mediaType), StandardCharsets.UTF_8)
                .build()
                .toString())
        .header("X-Content-Type-Options", "nosniff")
        .header("Content-Security-Policy", policy());
  }
}
