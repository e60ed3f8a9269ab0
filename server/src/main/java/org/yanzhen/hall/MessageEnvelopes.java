package org.yanzhen.hall;

import java.util.LinkedHashMap;
import java.util.Map;
import org.yanzhen.command.Envelope;
import org.yanzhen.shared.Ids;
import tools.jackson.databind.json.JsonMapper;

/**
 * Messages of a file as commands. Their ids are made from the source and the message's id there, so
 * a file that is brought in twice, or from a desk and from a command line, doubles nothing.
 *
 * @param source what the messages come from, in few words
 * @param asNew answered ones too are to be confirmed like any other, not kept as precedents
 */
public record MessageEnvelopes(JsonMapper mapper, String source, boolean asNew) {

  public Envelope of(IntakeFile.Message message) {
    String name = "intake/" + source + "/" + message.id();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("itemId", Ids.named(name + "/item"));
    body.put("source", source);
    body.put("sourceId", message.id());
    body.put("subject", message.subject());
    body.put("text", message.text());
    body.put("placedAt", message.placedAt());
    body.put("requester", message.requester());
    body.put("reply", message.reply());
    body.put("repliedAt", message.repliedAt());
    // Left out where they say nothing: what an earlier version brought in is then the same
    // command.
    if (message.category() != null) {
      body.put("category", message.category());
    }
    if (message.reply() != null && !asNew) {
      body.put("historical", true);
    }
    return Envelope.of(Ids.named(name + "/receive"), "hall.receive", mapper.valueToTree(body));
  }
}
