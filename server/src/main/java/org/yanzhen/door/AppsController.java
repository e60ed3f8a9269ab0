package org.yanzhen.door;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;

/**
 * Hands out the two apps. They draw their own pages, so every address below them without a dot is
 * their {@code index.html}; what has a dot is a file.
 */
@Controller
class AppsController {

  private static final MediaType MANIFEST = MediaType.valueOf("application/manifest+json");
  private static final CacheControl FOR_GOOD =
      CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

  private final DoorErrors errors;
  private final Map<String, String> marks = new ConcurrentHashMap<>();

  AppsController(DoorErrors errors) {
    this.errors = errors;
  }

  @GetMapping({"/field", "/desk"})
  ResponseEntity<String> withSlash(HttpServletRequest request) {
    return ResponseEntity.status(HttpStatus.PERMANENT_REDIRECT)
        .header("Location", request.getRequestURI() + "/")
        .header("Cache-Control", "no-cache")
        .build();
  }

  @GetMapping("/{app:field|desk}/{*path}")
  ResponseEntity<?> file(
      @PathVariable String app, @PathVariable String path, HttpServletRequest request) {
    String name = path.replaceFirst("^/+", "");
    boolean isFile = name.substring(name.lastIndexOf('/') + 1).indexOf('.') >= 0;
    ClassPathResource file =
        new ClassPathResource("static/" + app + "/" + (isFile ? name : "index.html"));
    // An address that climbs out of the app's folder is no file of the app.
    if (!file.getPath().startsWith("static/" + app + "/") || !file.exists()) {
      if (isFile) {
        throw new ProblemException(ProblemCode.REQUEST_NOT_FOUND);
      }
      return errors.say(HttpStatus.SERVICE_UNAVAILABLE, "no-app", request);
    }
    ResponseEntity.BodyBuilder answer = ResponseEntity.ok().contentType(type(file.getPath()));
    if (isFile && name.startsWith("assets/")) {
      // Their names carry a mark of their content.
      return answer.cacheControl(FOR_GOOD).body(file);
    }
    // By content, not by date: every build gives its files the same date.
    return answer.cacheControl(CacheControl.noCache()).eTag(mark(file)).body(file);
  }

  private String mark(ClassPathResource file) {
    return marks.computeIfAbsent(
        file.getPath(),
        path -> {
          try (var in = file.getInputStream()) {
            return DigestUtils.md5DigestAsHex(in);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static MediaType type(String name) {
    if (name.endsWith(".webmanifest")) {
      return MANIFEST;
    }
    MediaType type = MediaTypeFactory.getMediaType(name).orElse(MediaType.APPLICATION_OCTET_STREAM);
    return type.getType().equals("text") ? new MediaType(type, StandardCharsets.UTF_8) : type;
  }
}
