package org.yanzhen.command;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.ext.javatime.deser.InstantDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;

/**
 * Between a command's JSON and its record: strict reading, and the split into a kept and a personal
 * part.
 */
@Component
class CommandBodies {

  private static final SecureRandom RANDOM = new SecureRandom();

  private final JsonMapper mapper;

  CommandBodies(JsonMapper mapper) {
    this.mapper =
        mapper
            .rebuild()
            .enable(
                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .addModule(new SimpleModule().addDeserializer(Instant.class, new OurTime()))
            .build();
  }

  /** A time that days can be counted up to. */
  private static final class OurTime extends StdDeserializer<Instant> {
    OurTime() {
      super(Instant.class);
    }

    @Override
    public @Nullable Instant deserialize(JsonParser parser, DeserializationContext context) {
      Instant at = InstantDeserializer.INSTANT.deserialize(parser, context);
      if (at != null && !Checks.isOfOurTime(at)) {
        context.reportInputMismatch(this, "not of the years 2000 to 2100");
      }
      return at;
    }
  }

  /** Reads the body strictly; a field that does not fit is named. */
  <C extends Record> C read(CommandTypes.Type<C> type, JsonNode body) {
    try {
      return mapper.treeToValue(body, type.body());
    } catch (DatabindException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof ProblemException refused) {
          Problem problem = refused.problem();
          String field = problem.field() == null ? "body" : "body." + problem.field();
          throw new ProblemException(new Problem(problem.code(), field, problem.params()));
        }
      }
      throw Checks.malformed(path(e), "does not fit");
    } catch (JacksonException e) {
      throw Checks.malformed("body", "not readable");
    }
  }

  private static String path(DatabindException e) {
    StringBuilder path = new StringBuilder("body");
    for (JacksonException.Reference reference : e.getPath()) {
      if (reference.getPropertyName() != null) {
        path.append('.').append(reference.getPropertyName());
      } else if (reference.getIndex() >= 0) {
        path.append('[').append(reference.getIndex()).append(']');
      }
    }
    return path.toString();
  }

  <C extends Record> CommandRow row(
      CommandTypes.Type<C> type, C command, Envelope envelope, Actor actor, Instant at) {
    ObjectNode body = mapper.valueToTree(command);
    ObjectNode personal = mapper.createObjectNode();
    type.personal().stream()
        .sorted()
        .forEach(
            name -> {
              JsonNode value = body.remove(name);
              if (value != null && !value.isNull()) {
                personal.set(name, value);
              }
            });
    body.properties().removeIf(entry -> entry.getValue().isNull());
    if (envelope.onBehalfOf() != null) {
      personal.set("onBehalfOf", mapper.valueToTree(envelope.onBehalfOf()));
    }
    // Canonical, because a map's order may differ from one start of the server to the next.
    String words = personal.isEmpty() ? null : Canonical.of(personal);
    byte[] salt = null;
    if (words != null) {
      salt = new byte[16];
      RANDOM.nextBytes(salt);
    }
    return new CommandRow(
        actor.realm(),
        envelope.id(),
        type.name(),
        actor.accountId(),
        actor.requesterOf(),
        actor.origin(),
        actor.network(),
        envelope.device(),
        envelope.seq(),
        envelope.base(),
        envelope.recordedAt() == null ? null : envelope.recordedAt().truncatedTo(ChronoUnit.MICROS),
        at,
        body,
        words,
        salt,
        hash(type.name(), body, salt, words),
        null,
        null);
  }

  @Nullable JsonNode result(@Nullable Object value) {
    return value == null ? null : mapper.valueToTree(value);
  }

  /**
   * SHA-256 over the parts, each preceded by its length, so that no two splits of the same text are
   * equal.
   */
  static byte[] hash(
      String type, JsonNode body, byte @Nullable [] salt, @Nullable String personal) {
    MessageDigest digest = sha256();
    update(digest, type.getBytes(StandardCharsets.UTF_8));
    update(digest, Canonical.of(body).getBytes(StandardCharsets.UTF_8));
    update(digest, salt == null ? new byte[0] : salt);
    update(digest, personal == null ? new byte[0] : personal.getBytes(StandardCharsets.UTF_8));
    return digest.digest();
  }

  private static void update(MessageDigest digest, byte[] part) {
    digest.update(
        new byte[] {
          (byte) (part.length >>> 24),
          (byte) (part.length >>> 16),
          (byte) (part.length >>> 8),
          (byte) part.length
        });
    digest.update(part);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
