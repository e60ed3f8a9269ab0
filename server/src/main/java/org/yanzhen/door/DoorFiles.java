package org.yanzhen.door;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import org.springframework.web.multipart.MultipartFile;
import org.yanzhen.catalogue.FieldType;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.catalogue.KindField;
import org.yanzhen.command.Attachments;
import org.yanzhen.command.MediaKind;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;

/**
 * Voices and files that come with a form. They are kept before the form is taken: a question is
 * answered only by what is whole, and a form that comes back for another reason need not be
 * recorded again.
 */
@Component
class DoorFiles {

  static final String VOICE = "voice";

  private static final String FIELD = "f.";
  private static final int PIECE = 256 * 1024;
  private static final int AT_MOST = 3;

  /** Enough of a file to see what it says it is. */
  private static final int START = 16;

  /**
   * What was kept.
   *
   * @param ids by question, with commas
   * @param voice the recorded voice beside the words, or empty
   * @param problem why one was not kept
   * @param load what it all weighs, until the form is taken
   */
  record Kept(Map<String, String> ids, String voice, @Nullable Problem problem, Pace.Load load) {}

  private final Attachments attachments;
  private final Pace pace;

  DoorFiles(Attachments attachments, Pace pace) {
    this.attachments = attachments;
    this.pace = pace;
  }

  /** Keeps what came for the kind's questions, and the voice. */
  Kept keep(
      UUID form, Actor holder, @Nullable Kind kind, MultiValueMap<String, MultipartFile> files) {
    long bytes =
        files.entrySet().stream()
            // Photos are kept only once the form is taken.
            .filter(input -> !input.getKey().equals(DoorPictures.PHOTOS))
            .flatMap(input -> input.getValue().stream())
            .mapToLong(MultipartFile::getSize)
            .sum();
    Pace.Load load = pace.load(holder.network(), bytes).orElse(null);
    if (load == null) {
      return new Kept(Map.of(), "", Problem.of(ProblemCode.ORDER_TOO_MANY), Pace.Load.NONE);
    }
    Map<String, String> ids = new HashMap<>();
    String voice = "";
    Problem problem = null;
    List<KindField> fields = kind == null ? List.of() : kind.fields();
    for (KindField field : fields) {
      List<MultipartFile> sent = sent(files, FIELD + field.code());
      int atMost = field.type() == FieldType.PHOTO || field.type() == FieldType.FILE ? AT_MOST : 1;
      if (sent.isEmpty() || !field.type().isAttachment()) {
        continue;
      }
      try {
        ids.put(
            field.code(),
            String.join(
                ",",
                sent.stream()
                    .limit(atMost)
                    .map(file -> put(form, holder, kindOf(field.type()), file))
                    .toList()));
      } catch (ProblemException e) {
        problem = problem == null ? at("body.fields." + field.code(), e.problem()) : problem;
      }
    }
    try {
      List<MultipartFile> spoken = sent(files, VOICE);
      voice = spoken.isEmpty() ? "" : put(form, holder, MediaKind.AUDIO, spoken.getFirst());
    } catch (ProblemException e) {
      problem = problem == null ? at("body." + VOICE, e.problem()) : problem;
    }
    return new Kept(ids, voice, problem, load);
  }

  private static Problem at(String field, Problem problem) {
    return new Problem(problem.code(), field, problem.params());
  }

  private static List<MultipartFile> sent(
      MultiValueMap<String, MultipartFile> files, String input) {
    List<MultipartFile> sent = new ArrayList<>(files.getOrDefault(input, List.of()));
    sent.removeIf(MultipartFile::isEmpty);
    return sent;
  }

  /**
   * Piece by piece. The id is made from the form's id and the bytes: the same form sent twice names
   * the same upload, another recording another one.
   */
  private String put(UUID form, Actor holder, MediaKind kind, MultipartFile file) {
    if (file.getSize() > Attachments.MAX_BYTES) {
      throw new ProblemException(
          Problem.of(ProblemCode.ATTACHMENT_TOO_LARGE)
              .with("megabytes", Attachments.MAX_BYTES >> 20));
    }
    if (!Attachments.mayBe(kind, start(file))) {
      // Before anything of it is kept, or looked through at a price its sender names.
      throw new ProblemException(ProblemCode.ATTACHMENT_TYPE);
    }
    int total = (int) file.getSize();
    UUID id = Ids.named("door/file/" + form + "/" + hash(file));
    try (InputStream bytes = file.getInputStream()) {
      for (int offset = 0; offset < total; offset += PIECE) {
        attachments.put(
            holder, id, offset, total, false, file.getOriginalFilename(), bytes.readNBytes(PIECE));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return id.toString();
  }

  private static MediaKind kindOf(FieldType type) {
    return switch (type) {
      case AUDIO -> MediaKind.AUDIO;
      case FILE -> MediaKind.FILE;
      default -> MediaKind.PICTURE;
    };
  }

  private static byte[] start(MultipartFile file) {
    try (InputStream bytes = file.getInputStream()) {
      return bytes.readNBytes(START);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(MultipartFile file) {
    try (DigestInputStream bytes =
        new DigestInputStream(file.getInputStream(), MessageDigest.getInstance("SHA-256"))) {
      bytes.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(bytes.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
