package org.yanzhen.catalogue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yanzhen.shared.Csv;
import org.yanzhen.shared.Language;

/** The service list as CSV; what a spreadsheet would take for a formula is disarmed. */
final class KindsCsv {

  private static final List<String> HEAD =
      List.of(
          "code",
          "version",
          "since",
          "name_zh",
          "name_en",
          "summary_zh",
          "summary_en",
          "responsible_zh",
          "responsible_en",
          "responsible_body",
          "sign",
          "contact",
          "resolve",
          "papers",
          "season",
          "hotline");

  private KindsCsv() {}

  static String write(
      List<KindVersion> kinds, KindWords words, @Nullable String hotline, Language language) {
    return Csv.of(
        Stream.concat(
            Stream.of(HEAD), kinds.stream().map(kind -> row(kind, words, hotline, language))));
  }

  private static List<String> row(
      KindVersion version, KindWords words, @Nullable String hotline, Language language) {
    Kind kind = version.kind();
    KindView view = words.view(kind, language);
    String season = view.season().words();
    return List.of(
        kind.code(),
        String.valueOf(kind.version()),
        version.at().toString(),
        kind.name().zh(),
        kind.name().en(),
        kind.summary().zh(),
        kind.summary().en(),
        kind.responsible().zh(),
        kind.responsible().en(),
        kind.responsibleBody(),
        view.clocks().sign(),
        view.clocks().contact(),
        view.clocks().resolve(),
        view.papers().stream().map(KindsCsv::paper).collect(Collectors.joining("；")),
        season == null ? "" : season,
        hotline == null ? "" : hotline);
  }

  private static String paper(KindView.PaperView paper) {
    return paper.when() == null ? paper.name() : paper.name() + "（" + paper.when() + "）";
  }
}
