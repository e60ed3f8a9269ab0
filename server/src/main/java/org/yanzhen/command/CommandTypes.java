package org.yanzhen.command;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.yanzhen.shared.Personal;
import org.yanzhen.shared.Role;

/** Every command type there is, by its public name {@code room.verb}. */
public final class CommandTypes {

  /**
   * One command type.
   *
   * @param personal names of the components kept apart and encrypted
   * @param roles who may send it at all; the handler checks the scope
   */
  public record Type<C extends Record>(
      String name,
      Class<C> body,
      Set<Role> roles,
      CommandHandler<C> handler,
      Set<String> personal) {}

  private final Map<String, Type<?>> types = new TreeMap<>();
  private final Set<String> wordsGo = new HashSet<>();

  /** Declares a type; {@link Role#SYSTEM} may always send it. */
  public <C extends Record> CommandTypes add(
      String name, Class<C> body, CommandHandler<C> handler, Role... roles) {
    Set<String> personal =
        Arrays.stream(body.getRecordComponents())
            .filter(component -> component.isAnnotationPresent(Personal.class))
            .map(RecordComponent::getName)
            .collect(Collectors.toUnmodifiableSet());
    Type<?> before = types.put(name, new Type<>(name, body, Set.of(roles), handler, personal));
    if (before != null) {
      throw new IllegalStateException("two rooms declare the command " + name);
    }
    return this;
  }

  /**
   * For types whose words are promised to be forgotten with what they are about: a refused one is
   * about nothing, so its words are not kept at all.
   */
  public CommandTypes keepNoRefusedWords(String... names) {
    wordsGo.addAll(Set.of(names));
    return this;
  }

  boolean keepsRefusedWords(String name) {
    return !wordsGo.contains(name);
  }

  public Optional<Type<?>> find(String name) {
    return Optional.ofNullable(types.get(name));
  }

  public Collection<Type<?>> list() {
    return types.values();
  }
}
