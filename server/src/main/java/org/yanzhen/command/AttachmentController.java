package org.yanzhen.command;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yanzhen.command.Attachments.UploadState;
import org.yanzhen.shared.Actor;

/** Uploads in resumable pieces. Looking at one goes through the order that names it. */
@RestController
@RequestMapping("/api/attachments/{id}")
class AttachmentController {

  private final Attachments attachments;

  AttachmentController(Attachments attachments) {
    this.attachments = attachments;
  }

  /**
   * @param name what the sender calls the file, percent-encoded UTF-8; a header, because addresses
   *     are kept in logs and a name may be a person's
   */
  @PutMapping(consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  UploadState put(
      @PathVariable UUID id,
      @RequestParam int offset,
      @RequestParam int total,
      @RequestParam(defaultValue = "false") boolean sealed,
      @RequestHeader(name = "Yanzhen-File-Name", required = false) @Nullable String name,
      @RequestBody byte[] piece,
      @AuthenticationPrincipal Actor actor) {
    return attachments.put(actor, id, offset, total, sealed, decoded(name), piece);
  }

  private static @Nullable String decoded(@Nullable String name) {
    try {
      return name == null
          ? null
          : URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  @GetMapping("/state")
  UploadState state(@PathVariable UUID id, @AuthenticationPrincipal Actor actor) {
    return attachments.state(actor, id);
  }
}
