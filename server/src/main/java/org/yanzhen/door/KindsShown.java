package org.yanzhen.door;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yanzhen.door.DoorViews.KindEntry;
import org.yanzhen.door.DoorViews.KindsPage;

/**
 * What of all that can be asked stands on a page: however many kinds a county has, a page costs a
 * poor line no more. Pure.
 */
final class KindsShown {

  /** On the first page, beside what else it offers. */
  static final int AT_HOME = 12;

  static final int ON_A_PAGE = 18;

  /**
   * What the page of kinds is opened with.
   *
   * @param card codes that stand on a printed card; they come first
   * @param village it was printed for
   * @param words that are looked for in names and summaries
   * @param after the code after which to go on
   */
  record Asked(
      Set<String> card,
      @Nullable Integer village,
      @Nullable String words,
      @Nullable String after) {}

  /**
   * Part of a list.
   *
   * @param last after which it goes on; absent where it ends
   */
  record Slice<T>(List<T> items, @Nullable String last) {}

  private KindsShown() {}

  static KindsPage atHome(List<KindEntry> all) {
    return new KindsPage(
        List.of(),
        all.subList(0, Math.min(AT_HOME, all.size())),
        "",
        all.size(),
        all.size() > AT_HOME ? "/ask" : null,
        null,
        false,
        null);
  }

  static KindsPage page(List<KindEntry> all, Asked asked) {
    List<KindEntry> found = all.stream().filter(kind -> says(kind, asked.words())).toList();
    Slice<KindEntry> slice =
        slice(
            Stream.concat(
                    found.stream().filter(kind -> asked.card().contains(kind.code())),
                    found.stream().filter(kind -> !asked.card().contains(kind.code())))
                .toList(),
            KindEntry::code,
            asked.after());
    return new KindsPage(
        slice.items().stream().filter(kind -> asked.card().contains(kind.code())).toList(),
        slice.items().stream().filter(kind -> !asked.card().contains(kind.code())).toList(),
        asked.village() == null ? "" : "?at=" + asked.village(),
        all.size(),
        slice.last() == null ? null : "/ask?after=" + encoded(slice.last()) + kept(asked),
        asked.village() == null ? null : String.valueOf(asked.village()),
        all.size() > ON_A_PAGE,
        asked.words());
  }

  /** From behind the one with this code, or from the beginning where there is none. */
  static <T> Slice<T> slice(List<T> all, Function<T, String> code, @Nullable String after) {
    int from =
        IntStream.range(0, all.size())
                .filter(i -> code.apply(all.get(i)).equals(after))
                .findFirst()
                .orElse(-1)
            + 1;
    int to = Math.min(from + ON_A_PAGE, all.size());
    return new Slice<>(all.subList(from, to), to < all.size() ? code.apply(all.get(to - 1)) : null);
  }

  private static boolean says(KindEntry kind, @Nullable String words) {
    return words == null
        || (kind.name() + "\n" + kind.summary())
            .toLowerCase(Locale.ROOT)
            .contains(words.toLowerCase(Locale.ROOT));
  }

  private static String kept(Asked asked) {
    return (asked.village() == null ? "" : "&at=" + asked.village())
        + (asked.card().isEmpty() ? "" : "&card=" + encoded(String.join(".", asked.card())))
        + (asked.words() == null ? "" : "&q=" + encoded(asked.words()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
