package org.yanzhen.shared;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A component of a command that may hold personal data: names, numbers, words that people wrote.
 *
 * <p>The gate keeps it encrypted and apart from the append-only command row, so that one person's
 * data can be erased while the audit chain stays whole (PIPL art. 47).
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Personal {}
