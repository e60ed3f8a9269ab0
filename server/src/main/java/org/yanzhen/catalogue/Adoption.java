package org.yanzhen.catalogue;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.yanzhen.people.People;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.RealmId;

/** Whether what a kind names is there in the realm that adopts it. */
@Component
class Adoption {

  private final Catalogue catalogue;
  private final People people;
  private final SkillNames skills;

  Adoption(Catalogue catalogue, People people, SkillNames skills) {
    this.catalogue = catalogue;
    this.people = people;
    this.skills = skills;
  }

  /** What stands against it; the first thing that does. */
  Optional<Problem> against(RealmId realm, Kind kind) {
    for (NeededSkill skill : kind.skills()) {
      if (!skills.all().containsKey(skill.code())) {
        return Optional.of(
            Problem.at(ProblemCode.CATALOGUE_SKILL_UNKNOWN, "skills." + skill.code())
                .with("skill", skill.code()));
      }
    }
    for (Part part : kind.parts()) {
      // A second person for the same is of the kind itself; such a part has no parts.
      boolean itself = part.kind().equals(kind.code());
      if (itself && part.together()) {
        continue;
      }
      Optional<Kind> named = itself ? Optional.empty() : catalogue.find(realm, part.kind());
      if (named.filter(one -> one.parts().isEmpty() && !one.withdrawn()).isEmpty()) {
        return Optional.of(
            Problem.at(ProblemCode.CATALOGUE_PART_UNKNOWN, "parts." + part.code() + ".kind")
                .with("kind", part.kind()));
      }
    }
    for (Condition condition : kind.conditions()) {
      String instead = condition.instead();
      if (instead != null && catalogue.find(realm, instead).isEmpty()) {
        return Optional.of(
            Problem.at(
                    ProblemCode.CATALOGUE_KIND_UNKNOWN,
                    "conditions." + condition.code() + ".instead")
                .with("kind", instead));
      }
    }
    return hasBody(realm, kind)
        ? Optional.empty()
        : Optional.of(
            Problem.at(ProblemCode.CATALOGUE_BODY_UNKNOWN, "responsibleBody")
                .with("body", kind.responsibleBody()));
  }

  boolean hasBody(RealmId realm, Kind kind) {
    return people.findOrganisation(realm, kind.responsibleBody()).isPresent();
  }
}
