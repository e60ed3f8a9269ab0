package org.yanzhen.catalogue;

import org.springframework.stereotype.Component;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a kind that somebody is writing; a slip is named with the whole path to its field. */
@Component
class KindJson {

  private final JsonMapper mapper;

  KindJson(JsonMapper mapper) {
    this.mapper =
        mapper
            .rebuild()
            .enable(
                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();
  }

  Kind read(JsonNode json) {
    try {
      return mapper.treeToValue(json, Kind.class);
    } catch (DatabindException e) {
      String path = path(e);
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof ProblemException refused) {
          Problem problem = refused.problem();
          String field = problem.field() == null ? "" : problem.field();
          throw new ProblemException(
              new Problem(
                  problem.code(),
                  path.isEmpty() || field.isEmpty() ? path + field : path + "." + field,
                  problem.params()));
        }
      }
      throw Checks.malformed(path.isEmpty() ? "kind" : path, "does not fit");
    }
  }

  private static String path(DatabindException e) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference reference : e.getPath()) {
      if (reference.getPropertyName() != null) {
        path.append(path.isEmpty() ? "" : ".").append(reference.getPropertyName());
      } else if (reference.getIndex() >= 0) {
        path.append('.').append(reference.getIndex());
      }
    }
    return path.toString();
  }
}
