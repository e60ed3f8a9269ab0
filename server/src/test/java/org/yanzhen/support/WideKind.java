package org.yanzhen.support;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.shared.RealmId;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A kind that asks every sort of question; made from a shipped one and adopted once. */
public final class WideKind {

  public static final String CODE = "asks-everything";

  private WideKind() {}

  public static void adopt(County county, Catalogue catalogue, InstantSource clock) {
    JsonMapper mapper = JsonMapper.builder().build();
    ObjectNode kind =
        mapper.valueToTree(catalogue.find(new RealmId(1), "public-facility").orElseThrow());
    kind.put("code", CODE);
    kind.set("name", text(mapper, "样样都问", "Asks everything"));
    ArrayNode fields = mapper.createArrayNode();
    fields.add(field(mapper, "spot", "PLACE", "在哪里", "Where"));
    fields.add(field(mapper, "who", "PERSON", "替谁办", "For whom"));
    fields.add(field(mapper, "home", "HOUSEHOLD", "哪一户", "Which household"));
    fields.add(field(mapper, "shot", "PHOTO", "照片", "Pictures"));
    fields.add(field(mapper, "said", "AUDIO", "录音", "Recording"));
    fields.add(field(mapper, "sheet", "FILE", "申请表", "Form"));
    fields.add(field(mapper, "hand", "SIGNATURE", "签名", "Signature"));
    kind.set("fields", fields);
    kind.set("papers", mapper.createArrayNode());
    kind.putArray("ratings")
        .addObject()
        .put("code", "speed")
        .set("label", text(mapper, "来得快不快", "How quickly"));
    // Five months away, so that it is never the season while a test runs.
    int away = clock.instant().atZone(ZoneId.of("Asia/Shanghai")).plusMonths(5).getMonthValue();
    kind.putArray("season").addObject().put("from", away).put("to", away);
    Api.Answer answer =
        county
            .as("admin")
            .command("catalogue.adopt-kind", Map.of("kind", mapper.treeToValue(kind, Map.class)));
    if (!answer.isDone()) {
      throw new IllegalStateException("not adopted: " + answer);
    }
  }

  private static ObjectNode field(
      JsonMapper mapper, String code, String type, String zh, String en) {
    ObjectNode field = mapper.createObjectNode();
    field.put("code", code).put("type", type).put("required", false);
    field.set("label", text(mapper, zh, en));
    field.set("choices", mapper.createArrayNode());
    return field;
  }

  private static ObjectNode text(JsonMapper mapper, String zh, String en) {
    return mapper.createObjectNode().put("zh", zh).put("en", en);
  }
}
