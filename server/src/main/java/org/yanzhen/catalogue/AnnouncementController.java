package org.yanzhen.catalogue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yanzhen.catalogue.VillageAnnouncements.AnnouncementSheet;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Csv;
import org.yanzhen.shared.Language;

/** What is read out and shown in a village, on the screen and as a file for its machines. */
@RestController
@RequestMapping("/api/catalogue")
class AnnouncementController {

  /** Which of both. */
  enum AnnouncementPart {
    SPOKEN,
    LED
  }

  /** How the characters of the file are kept; controllers of screens mostly read GBK. */
  enum AnnouncementEncoding {
    UTF8,
    GBK
  }

  private static final Charset GBK = Charset.forName("GBK");

  private final VillageAnnouncements announcements;

  AnnouncementController(VillageAnnouncements announcements) {
    this.announcements = announcements;
  }

  /**
   * @param kinds absent for those whose season it is
   * @param width of the screen, in Chinese characters
   */
  @GetMapping("/announcement")
  ResponseEntity<AnnouncementSheet> announcement(
      @AuthenticationPrincipal Actor actor,
      @RequestParam int division,
      @RequestParam(required = false) @Nullable List<String> kinds,
      @RequestParam(defaultValue = "12") int width,
      Locale locale) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(announcements.of(actor, division, kinds, width, Language.of(locale)));
  }

  /**
   * The same as a text file with the line ends of Windows.
   *
   * @param lang {@code en} for English, else Chinese: a link to a file names no language
   */
  @GetMapping(value = "/announcement.txt", produces = "text/plain")
  ResponseEntity<byte[]> announcementFile(
      @AuthenticationPrincipal Actor actor,
      @RequestParam int division,
      @RequestParam(required = false) @Nullable List<String> kinds,
      @RequestParam(defaultValue = "12") int width,
      @RequestParam AnnouncementPart part,
      @RequestParam(defaultValue = "UTF8") AnnouncementEncoding encoding,
      @RequestParam(defaultValue = "zh") String lang) {
    Language language = lang.startsWith("en") ? Language.EN : Language.ZH;
    AnnouncementSheet sheet = announcements.of(actor, division, kinds, width, language);
    List<String> lines = part == AnnouncementPart.LED ? sheet.led() : sheet.spoken();
    String text = String.join("\r\n", lines) + "\r\n";
    boolean gbk = encoding == AnnouncementEncoding.GBK;
    Charset charset = gbk ? GBK : StandardCharsets.UTF_8;
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"%s.txt\""
                .formatted(part == AnnouncementPart.LED ? "led" : "loudspeaker"))
        .contentType(new MediaType("text", "plain", charset))
        .body((gbk ? text : Csv.MARK + text).getBytes(charset));
  }
}
