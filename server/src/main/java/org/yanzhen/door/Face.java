package org.yanzhen.door;

import org.jspecify.annotations.Nullable;
import org.yanzhen.access.Realms.Realm;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;

/**
 * How the door looks to this reader: realm, language, size, and where the reader stands. Public for
 * the templates.
 */
public final class Face {

  private final Words words;
  private final Icons icons;
  private final Assets assets;
  private final @Nullable Realm realm;
  private final Language language;
  private final boolean elder;
  private final String here;

  Face(
      Words words,
      Icons icons,
      Assets assets,
      @Nullable Realm realm,
      Language language,
      boolean elder,
      String here) {
    this.words = words;
    this.icons = icons;
    this.assets = assets;
    this.realm = realm;
    this.language = language;
    this.elder = elder;
    this.here = here;
  }

  /** The same reader at another address: where a link that changes the language leads back to. */
  Face at(String address) {
    return new Face(words, icons, assets, realm, language, elder, address);
  }

  Face in(Realm other) {
    return new Face(words, icons, assets, other, language, elder, here);
  }

  /** The realm whose door this is; a house without one has no door yet. */
  Realm realm() {
    if (realm == null) {
      throw new ProblemException(ProblemCode.SERVICE_BUSY);
    }
    return realm;
  }

  boolean hasWords(String key) {
    return words.has(language, key);
  }

  public Language language() {
    return language;
  }

  public String say(String key, Object... values) {
    return words.say(language, key, values);
  }

  /** Markup of an icon, safe by construction. */
  public String icon(String name) {
    return icons.svg(name);
  }

  public String asset(String name) {
    return assets.address(name);
  }

  public boolean elder() {
    return elder;
  }

  public boolean demo() {
    return realm != null && realm.isDemo();
  }

  public String realmName() {
    return realm == null ? say("product") : realm.name();
  }

  public @Nullable String servicePhone() {
    return realm == null ? null : realm.servicePhone();
  }

  public @Nullable String serviceCall() {
    String phone = servicePhone();
    return phone == null ? null : call(phone);
  }

  /** The address that dials a number. */
  public static String call(String phone) {
    return "tel:" + phone.replaceAll("[^0-9+]", "");
  }

  public String otherLanguageLink() {
    return with(language == Language.ZH ? "lang=en" : "lang=zh");
  }

  public String elderLink() {
    return with(elder ? "elder=0" : "elder=1");
  }

  private String with(String parameter) {
    return here + (here.indexOf('?') < 0 ? '?' : '&') + parameter;
  }
}
