package org.yanzhen.command;

import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yanzhen.command.Attachments.UploadState;
import org.yanzhen.shared.Actor;

/** Uploads in resumable pieces. Looking at a picture goes through the order that names it. */
@RestController
@RequestMapping("/api/attachments/{id}")
class AttachmentController {

  private final Attachments attachments;

  AttachmentController(Attachments attachments) {
    this.attachments = attachments;
  }

  @PutMapping(consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  UploadState put(
      @PathVariable UUID id,
      @RequestParam int offset,
      @RequestParam int total,
      @RequestParam(defaultValue = "false") boolean sealed,
      @RequestBody byte[] piece,
      @AuthenticationPrincipal Actor actor) {
    return attachments.put(actor, id, offset, total, sealed, piece);
  }

  @GetMapping("/state")
  UploadState state(@PathVariable UUID id, @AuthenticationPrincipal Actor actor) {
    return attachments.state(actor, id);
  }
}
