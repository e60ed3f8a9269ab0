package org.yanzhen.shared;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The languages the product speaks; Chinese first. */
public enum Language {
  ZH(Locale.SIMPLIFIED_CHINESE, "zh-CN"),
  EN(Locale.ENGLISH, "en");

  private final Locale locale;
  private final String tag;

  Language(Locale locale, String tag) {
    this.locale = locale;
    this.tag = tag;
  }

  public Locale locale() {
    return locale;
  }

  /** BCP 47. */
  public String tag() {
    return tag;
  }

  /** English only where it is asked for; everything else reads Chinese. */
  public static Language of(@Nullable Locale locale) {
    return locale != null && locale.getLanguage().equals("en") ? EN : ZH;
  }

  /** From the header {@code Accept-Language}, where no framework has read it yet. */
  public static Language ofHeader(@Nullable String header) {
    return header != null && header.strip().toLowerCase(Locale.ROOT).startsWith("en") ? EN : ZH;
  }

  /** Picks the text of this language. */
  public String pick(String zh, String en) {
    return this == ZH ? zh : en;
  }
}
