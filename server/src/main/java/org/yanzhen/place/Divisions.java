package org.yanzhen.place;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.yanzhen.shared.Areas;

/**
 * Divisions by id, code and Chinese name. They change only while the program is down (a migration),
 * so what was looked up once holds.
 */
@Service
public class Divisions implements Areas {

  private static final int MAX_TERMS = 5;

  private final DivisionStore store;
  private final Cache<Integer, Division> cache = Caffeine.newBuilder().maximumSize(50_000).build();

  Divisions(DivisionStore store) {
    this.store = store;
  }

  public Optional<Division> find(int id) {
    Division known = cache.getIfPresent(id);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Division> found = store.find(id);
    found.ifPresent(division -> cache.put(id, division));
    return found;
  }

  public Division get(int id) {
    return find(id).orElseThrow(() -> new IllegalArgumentException("no division " + id));
  }

  /** By a code in force today. */
  public Optional<Division> findByCode(String code) {
    return store.findByCode(code.strip());
  }

  /**
   * Divisions by words of their name; the county's and the township's words count too, so "黄茅园 金中"
   * finds the village. Exact names come first, then names that start so.
   *
   * @param text words, divided by white space; blank lists what {@code within} and {@code level}
   *     leave
   * @param within id of the division whose subtree is searched
   */
  public List<Division> search(
      String text, @Nullable Integer within, @Nullable Level level, int limit) {
    List<String> terms =
        Arrays.stream(text.strip().split("\\s+"))
            .filter(term -> !term.isEmpty())
            .limit(MAX_TERMS)
            .toList();
    if (within == null) {
      return store.search(terms, null, level, limit);
    }
    return find(within)
        .map(root -> store.search(terms, root.path(), level, limit))
        .orElse(List.of());
  }

  /** The divisions right below, in the order of their codes. */
  public List<Division> children(int id) {
    return store.children(id);
  }

  /** All villages in the subtree, the division itself included if it is one. */
  public List<Division> villagesBelow(int id) {
    return find(id).map(root -> store.below(root.path(), Level.VILLAGE)).orElse(List.of());
  }

  /** Named as people of the county would: the village with its township, not the county again. */
  @Override
  public Optional<Area> findArea(int divisionId) {
    return find(divisionId)
        .map(division -> new Area(division.id(), division.path(), localName(division)));
  }

  private String localName(Division division) {
    Integer parent = division.parentId();
    return division.level() == Level.VILLAGE && parent != null
        ? get(parent).name() + division.name()
        : division.name();
  }
}
