package org.yanzhen.catalogue;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.yanzhen.people.LanguageList;
import org.yanzhen.people.Organisation;
import org.yanzhen.people.People;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;

/**
 * What can be asked in a realm.
 *
 * <p>A version never changes, so it is kept once read. Which one is the newest is asked again every
 * few seconds: another node may have adopted one.
 */
@Service
public class Catalogue {

  private static final Duration NEWEST_FOR = Duration.ofSeconds(10);

  private record Key(RealmId realm, String code, int version) {}

  private final KindStore store;
  private final RealmTransactions transactions;
  private final KindWords words;
  private final People people;
  private final LanguageList languages;
  private final Cache<Key, Kind> versions = Caffeine.newBuilder().maximumSize(10_000).build();
  private final Cache<RealmId, List<KindVersion>> newest =
      Caffeine.newBuilder().expireAfterWrite(NEWEST_FOR).maximumSize(5_000).build();

  Catalogue(
      KindStore store,
      RealmTransactions transactions,
      KindWords words,
      People people,
      LanguageList languages) {
    this.store = store;
    this.transactions = transactions;
    this.words = words;
    this.people = people;
    this.languages = languages;
  }

  /** What people speak here, by code, for whoever asks to say what they speak. */
  public Map<String, String> spoken(Language language) {
    Map<String, String> spoken = new LinkedHashMap<>();
    languages.codes().forEach(code -> spoken.put(code, languages.name(code, language)));
    return spoken;
  }

  /** The newest version of every kind that can be asked for, by code. */
  public List<Kind> list(RealmId realm) {
    return listAll(realm).stream().filter(kind -> !kind.withdrawn()).toList();
  }

  /** The newest version of every kind, by code; also of those that were withdrawn. */
  List<Kind> listAll(RealmId realm) {
    return listVersions(realm).stream().map(KindVersion::kind).toList();
  }

  /** As {@link #listAll}, with when they were adopted and by whom. */
  List<KindVersion> listVersions(RealmId realm) {
    List<KindVersion> known = newest.getIfPresent(realm);
    if (known != null) {
      return known;
    }
    List<KindVersion> read = transactions.read(realm, () -> store.listNewest(realm));
    newest.put(realm, read);
    return read;
  }

  /** The newest version; it may have been withdrawn. */
  public Optional<Kind> find(RealmId realm, String code) {
    return listAll(realm).stream().filter(kind -> kind.code().equals(code)).findAny();
  }

  public Optional<Kind> find(RealmId realm, String code, int version) {
    Key key = new Key(realm, code, version);
    Kind known = versions.getIfPresent(key);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Kind> read = transactions.read(realm, () -> store.find(realm, code, version));
    read.ifPresent(kind -> versions.put(key, kind));
    return read;
  }

  /** A version somebody has kept: an order stays with the one it was placed under. */
  public Kind get(RealmId realm, String code, int version) {
    return find(realm, code, version)
        .orElseThrow(
            () -> new IllegalStateException("kind %s %d is gone".formatted(code, version)));
  }

  /** Name of the body that answers for the kind; none when the realm has no such organisation. */
  public Optional<String> findBody(RealmId realm, Kind kind) {
    return people.findOrganisation(realm, kind.responsibleBody()).map(Organisation::name);
  }

  /** The kind in the reader's language. */
  public KindView view(Kind kind, Language language) {
    return words.view(kind, language);
  }

  void forgetNewest(RealmId realm) {
    newest.invalidate(realm);
  }
}
