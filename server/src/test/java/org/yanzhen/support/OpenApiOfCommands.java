package org.yanzhen.support;

import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.converter.ResolvedSchema;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.ComposedSchema;
import io.swagger.v3.oas.models.media.Discriminator;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.yanzhen.command.CommandTypes;
import org.yanzhen.command.Gate;
import org.yanzhen.shared.ProblemCode;

/** Adds what no controller shows: the body of every command type, and the codes of all problems. */
@TestConfiguration
public class OpenApiOfCommands {

  @Bean
  OpenApiCustomizer commands(Gate gate) {
    return api -> {
      api.info(
          new Info()
              .title("Yanzhen")
              .version("1")
              .license(new License().name("Apache-2.0"))
              .description(
                  "Everything is changed by a command (POST /api/commands); everything else is read. Errors are RFC 9457"
                      + " problems with a stable code."));
      api.setServers(List.of());
      Map<String, Schema> schemas = api.getComponents().getSchemas();
      Map<String, String> mapping = new TreeMap<>();
      List<Schema> commands = new ArrayList<>();
      for (CommandTypes.Type<?> type : gate.types().list()) {
        String name = name(type.name());
        ResolvedSchema resolved =
            ModelConverters.getInstance(true)
                .resolveAsResolvedSchema(
                    new io.swagger.v3.core.converter.AnnotatedType(type.body())
                        .resolveAsRef(false));
        resolved.referencedSchemas.forEach(
            (referenced, schema) -> {
              if (!referenced.equals(type.body().getSimpleName())) {
                schemas.putIfAbsent(referenced, schema);
              }
            });
        Schema<?> body = resolved.schema;
        schemas.put(name + "Body", body);
        Schema<?> command =
            new Schema<>()
                .types(Set.of("object"))
                .addProperty(
                    "type", new Schema<String>().types(Set.of("string"))._const(type.name()))
                .addProperty("body", new Schema<>().$ref("#/components/schemas/" + name + "Body"))
                .required(List.of("type", "body"))
                .description(
                    "Sent by " + type.roles().stream().sorted().map(Enum::name).toList() + ".");
        schemas.put(name, command);
        commands.add(new Schema<>().$ref("#/components/schemas/" + name));
        mapping.put(type.name(), "#/components/schemas/" + name);
      }
      schemas.put(
          "Command",
          new ComposedSchema()
              .oneOf(commands)
              .discriminator(new Discriminator().propertyName("type").mapping(mapping)));
      Schema<String> codes = new Schema<String>().types(Set.of("string"));
      for (ProblemCode code : ProblemCode.values()) {
        codes.addEnumItemObject(code.code());
      }
      schemas.put("ProblemCode", codes);
      schemas.values().forEach(OpenApiOfCommands::sortRequired);
    };
  }

  /** {@code order.place} is {@code OrderPlace}. */
  static String name(String type) {
    StringBuilder name = new StringBuilder();
    for (String part : type.split("[.-]", -1)) {
      name.append(Character.toUpperCase(part.charAt(0))).append(part.substring(1));
    }
    return name.toString();
  }

  /** A record's component is required unless its constructor says it may be null. */
  @Bean
  ModelConverter requiredUnlessNullable() {
    return (type, context, chain) -> {
      Schema<?> schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
      Class<?> raw = Json.mapper().constructType(type.getType()).getRawClass();
      if (raw.isRecord() && schema != null) {
        Schema<?> described =
            schema.get$ref() == null
                ? schema
                : context.getDefinedModels().get(schema.get$ref().replaceFirst(".*/", ""));
        if (described != null) {
          described.setRequired(required(raw));
        }
      }
      return schema;
    };
  }

  private static List<String> required(Class<?> record) {
    RecordComponent[] components = record.getRecordComponents();
    List<String> required = new ArrayList<>();
    for (var constructor : record.getDeclaredConstructors()) {
      if (constructor.getParameterCount() == components.length) {
        AnnotatedType[] parameters = constructor.getAnnotatedParameterTypes();
        for (int i = 0; i < components.length; i++) {
          boolean nullable =
              parameters[i].isAnnotationPresent(Nullable.class)
                  || components[i].getAnnotatedType().isAnnotationPresent(Nullable.class);
          if (!nullable) {
            required.add(components[i].getName());
          }
        }
        break;
      }
    }
    return required;
  }

  private static void sortRequired(Schema<?> schema) {
    if (schema.getRequired() != null) {
      schema.setRequired(schema.getRequired().stream().sorted().toList());
    }
  }
}
