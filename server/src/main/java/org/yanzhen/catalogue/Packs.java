package org.yanzhen.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Service;
import org.yanzhen.catalogue.CatalogueCommands.AdoptKind;
import org.yanzhen.command.Envelope;
import org.yanzhen.command.Gate;
import org.yanzhen.command.Outcome;
import org.yanzhen.place.WorkCalendar;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Vault;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Brings the kinds of the packs into a realm: those that are shipped, and over them those of the
 * county's own folder ({@code yanzhen.packs}), where there is one.
 */
@Service
public class Packs {

  private static final Logger LOG = LoggerFactory.getLogger(Packs.class);

  private final Gate gate;
  private final Vault vault;
  private final Catalogue catalogue;
  private final Adoption adoption;
  private final JsonMapper mapper;
  private final Duration workingDay;
  private final String folder;

  Packs(
      Gate gate,
      Vault vault,
      Catalogue catalogue,
      Adoption adoption,
      JsonMapper mapper,
      WorkCalendar calendar,
      @Value("${yanzhen.packs:}") String folder) {
    this.gate = gate;
    this.vault = vault;
    this.catalogue = catalogue;
    this.adoption = adoption;
    this.mapper = mapper;
    this.workingDay = calendar.workingDay();
    this.folder = folder;
  }

  /**
   * Sends one command for each kind whose content is not the realm's newest. What a person has
   * edited since is left as it is.
   *
   * @throws BadPackException when any pack has a problem; then nothing was sent
   */
  public void adopt(RealmId realm) {
    Map<String, KindVersion> newest =
        catalogue.listVersions(realm).stream()
            .collect(Collectors.toMap(version -> version.kind().code(), Function.identity()));
    for (Kind kind : read()) {
      KindVersion before = newest.get(kind.code());
      if (before == null) {
        send(realm, kind, 1);
      } else if (before.kind().hasContentOf(kind)) {
        continue;
      } else if (before.accountId() != null) {
        LOG.info(
            "Realm {} keeps its own version {} of the kind {}; the pack says something else.",
            realm,
            before.kind().version(),
            kind.code());
      } else {
        send(realm, kind, before.kind().version() + 1);
      }
    }
    for (Kind kind : catalogue.list(realm)) {
      if (!adoption.hasBody(realm, kind)) {
        LOG.warn(
            "Realm {} has no organisation with the code {}, which the kind {} makes responsible.",
            realm,
            kind.responsibleBody(),
            kind.code());
      }
    }
  }

  /**
   * The id is that of the content and its version: nodes that start together send one command, not
   * two.
   */
  private void send(RealmId realm, Kind kind, int version) {
    JsonNode body = mapper.valueToTree(new AdoptKind(kind));
    Envelope envelope =
        Envelope.of(
            vault.id(realm, "catalogue.adopt-kind/%s/%d/%s".formatted(kind.code(), version, body)),
            "catalogue.adopt-kind",
            body);
    Outcome outcome = gate.submit(envelope, Actor.system(realm, Origin.IMPORT));
    if (outcome.problem() != null) {
      throw new IllegalStateException(
          "the kind %s was refused in realm %s: %s"
              .formatted(kind.code(), realm, outcome.problem()));
    }
    LOG.info("Realm {} adopted the kind {} as version {}.", realm, kind.code(), version);
  }

  private List<Kind> read() {
    PackReader reader = new PackReader(workingDay);
    try {
      Resource[] shipped =
          new PathMatchingResourcePatternResolver().getResources("classpath*:packs/*.yaml");
      Arrays.sort(
          shipped, Comparator.comparing(resource -> String.valueOf(resource.getFilename())));
      for (Resource pack : shipped) {
        reader.read("packs/" + pack.getFilename(), pack.getContentAsString(StandardCharsets.UTF_8));
      }
      if (!folder.isBlank()) {
        reader.nextFolder();
        readFolder(reader, Path.of(folder));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return reader.kinds();
  }

  private static void readFolder(PackReader reader, Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".yaml")).sorted().toList()) {
        reader.read(file.toString(), Files.readString(file));
      }
    }
  }
}
