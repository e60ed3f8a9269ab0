package org.yanzhen.people;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person as of today.
 *
 * @param post the present post; a serving one before others
 * @param organisation name of the post's organisation
 * @param divisionId where the person lives and sets out from
 * @param area path of that division
 * @param skills those that have not expired
 * @param languages that they speak, by code; empty where nobody has asked
 * @param phone decrypted; the caller decides who may see it
 * @param synthetic made up for a demonstration
 */
public record Person(
    UUID id,
    String name,
    @Nullable String post,
    @Nullable String organisation,
    int divisionId,
    String area,
    List<Skill> skills,
    List<String> languages,
    @Nullable String phone,
    boolean synthetic) {

  public Person {
    skills = List.copyOf(skills);
    languages = List.copyOf(languages);
  }
}
