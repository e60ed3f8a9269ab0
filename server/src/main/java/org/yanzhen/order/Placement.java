package org.yanzhen.order;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Personal;

/**
 * What is asked for. The body of {@code order.place} and {@code order.draft}; a draft may lack
 * words and place.
 *
 * @param orderId made by the sender
 * @param title a few words for lists; made from the text when absent
 * @param place how to find it, in the requester's words
 * @param fields the kind's own questions, by code
 * @param fromIntake the intake item it was made from
 * @param attachments uploads; may arrive later
 * @param joins an unfinished order of the same kind that asks for the same: this one goes on with
 *     it
 * @param principalName for whom it is asked, where that is somebody else
 * @param language what the one asked for speaks, by the code of the list of languages
 * @param languageNeeded whether somebody has to go who speaks it
 * @param campaignId the campaign it is asked for in; absent: the everyday track
 */
public record Placement(
    UUID orderId,
    String kind,
    @Personal @Nullable String title,
    @Personal @Nullable String text,
    @Nullable Integer divisionId,
    @Personal @Nullable String place,
    @Personal Map<String, String> fields,
    @Personal @Nullable String requesterName,
    @Personal @Nullable String requesterPhone,
    Urgency urgency,
    Source source,
    @Nullable UUID fromIntake,
    List<UUID> attachments,
    @Nullable UUID joins,
    @Personal @Nullable String principalName,
    @Personal @Nullable String principalPhone,
    @Nullable UUID campaignId,
    @Nullable String language,
    @Nullable Boolean languageNeeded) {

  private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  public Placement(
      UUID orderId,
      String kind,
      @Nullable String title,
      @Nullable String text,
      @Nullable Integer divisionId,
      @Nullable String place,
      @Nullable Map<String, String> fields,
      @Nullable String requesterName,
      @Nullable String requesterPhone,
      @Nullable Urgency urgency,
      Source source,
      @Nullable UUID fromIntake,
      @Nullable List<UUID> attachments,
      @Nullable UUID joins,
      @Nullable String principalName,
      @Nullable String principalPhone,
      @Nullable UUID campaignId,
      @Nullable String language,
      @Nullable Boolean languageNeeded) {
    this.orderId = Checks.present("orderId", orderId);
    this.kind = Checks.text("kind", kind, 60);
    this.title = Checks.optionalText("title", title, 80);
    this.text = Checks.optionalText("text", text, 10_000);
    this.divisionId = divisionId;
    this.place = Checks.optionalText("place", place, 200);
    this.fields = answers("fields", fields);
    this.requesterName = Checks.optionalText("requesterName", requesterName, 60);
    this.requesterPhone = Checks.optionalText("requesterPhone", requesterPhone, 20);
    this.urgency = urgency == null ? Urgency.NORMAL : urgency;
    this.source = Checks.present("source", source);
    this.fromIntake = fromIntake;
    this.attachments = attachments == null ? List.of() : List.copyOf(attachments);
    this.joins = joins;
    this.principalName = Checks.optionalText("principalName", principalName, 60);
    this.principalPhone = Checks.optionalText("principalPhone", principalPhone, 20);
    this.campaignId = campaignId;
    this.language = Checks.optionalText("language", language, 40);
    this.languageNeeded = Boolean.TRUE.equals(languageNeeded);
    if (Boolean.TRUE.equals(languageNeeded) && this.language == null) {
      throw Checks.malformed("languageNeeded", "which?");
    }
    if (this.attachments.size() > 9) {
      throw Checks.malformed("attachments", "too many");
    }
  }

  /** Answers by code, as any command brings them. */
  public static Map<String, String> answers(String name, @Nullable Map<String, String> given) {
    // In the order of their codes: the same answers always have the same text, also after a
    // restart.
    Map<String, String> answers =
        given == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(Map.copyOf(given)));
    if (!answers.keySet().stream().allMatch(code -> CODE.matcher(code).matches())) {
      throw Checks.malformed(name, "does not fit");
    }
    if (answers.size() > 40) {
      throw Checks.malformed(name, "too many");
    }
    answers.forEach((code, value) -> Checks.optionalText(name + "." + code, value, 500));
    return answers;
  }
}
