package org.yanzhen.hall;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yanzhen.access.Realms;
import org.yanzhen.command.Envelope;
import org.yanzhen.hall.IntakeFile.Fault;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a file of messages for a desk that brings it in. Nothing is written: what comes back are
 * the commands, which the desk sends through the gate when somebody has looked at what is wrong.
 */
@RestController
@RequestMapping("/api/intake/file")
class IntakeFileController {

  /**
   * A row that is no message.
   *
   * @param line where it begins in the file, counted from 1
   * @param id the message's id in its source, or an empty text
   */
  record WrongRow(long line, String id, Fault fault) {}

  /**
   * @param commands one a message, in the file's order; sent twice they double nothing
   * @param answered how many of them were answered elsewhere and are kept as precedents
   * @param wrong the first of the rows that are no messages
   * @param wrongRows how many there are
   */
  record FileOfMessages(
      List<Envelope> commands, int answered, List<WrongRow> wrong, int wrongRows) {}

  private static final int SHOWN = 200;

  private final IntakeRights rights;
  private final Realms realms;
  private final JsonMapper mapper;

  IntakeFileController(IntakeRights rights, Realms realms, JsonMapper mapper) {
    this.rights = rights;
    this.realms = realms;
    this.mapper = mapper;
  }

  /**
   * @param file a CSV in UTF-8 or GBK, as {@code ./yanzhen import} reads it
   * @param source what it comes from; the same file from the same source is the same messages
   * @param asNew answered ones too are to be confirmed
   * @throws ProblemException hall.file-unusable when it is no list of messages
   */
  @PostMapping(consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  FileOfMessages read(
      @RequestBody byte[] file,
      @RequestParam String source,
      @RequestParam(defaultValue = "false") boolean asNew,
      @AuthenticationPrincipal Actor actor) {
    if (!rights.mayHandle(actor)) {
      throw new ProblemException(ProblemCode.ACCESS_FORBIDDEN);
    }
    MessageEnvelopes envelopes =
        new MessageEnvelopes(mapper, Checks.text("source", source, 40), asNew);
    List<Envelope> commands = new ArrayList<>();
    List<WrongRow> wrong = new ArrayList<>();
    int[] counts = new int[2];
    try {
      Path kept = Files.createTempFile("yanzhen-messages", ".csv");
      try {
        Files.write(kept, file);
        IntakeFile.open(kept)
            .read(
                realms.get(actor.realm()).zone(),
                row -> {
                  switch (row) {
                    case IntakeFile.Message message -> {
                      commands.add(envelopes.of(message));
                      counts[0] += message.reply() != null && !asNew ? 1 : 0;
                    }
                    case IntakeFile.Wrong bad -> {
                      counts[1]++;
                      if (wrong.size() < SHOWN) {
                        wrong.add(new WrongRow(bad.line(), bad.id(), bad.fault()));
                      }
                    }
                  }
                  return true;
                });
      } finally {
        Files.delete(kept);
      }
    } catch (IntakeFile.UnusableException e) {
      throw new ProblemException(
          Problem.at(ProblemCode.HALL_FILE_UNUSABLE, "file")
              .with("why", "file-" + e.fault())
              .with("what", e.what()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new FileOfMessages(commands, counts[0], wrong, counts[1]);
  }
}
