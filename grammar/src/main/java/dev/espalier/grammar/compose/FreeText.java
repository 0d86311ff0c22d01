package dev.espalier.grammar.compose;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Group;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.Terminal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Any text, until one of some triggers occurs in it; what follows that must be a text of the
 * grammar that belongs to it. Tool calls begin so, and the answer after a time of thinking. A
 * value.
 *
 * <p>The trigger that ends first counts; of those that end together, the longest. So no trigger
 * occurs in free text, nor across its end, and a trigger with another one inside it, other than at
 * its end, is never found. Two triggers with the same text are one with the union of their
 * grammars. Free text begins anew after each grammar; what the grammar wrote is no part of a
 * trigger.
 *
 * <p>Triggers are found byte by byte, so how a text is cut into tokens does not matter: a token may
 * end in the middle of a trigger, or hold all of one with something before it and after it.
 *
 * {@snippet :
 * Grammar calls = FreeText.any().on("<tool_call>", call).anyNumber();
 * Grammar answer = FreeText.any().on("</think>", json).once();
 * }
 */
public final class FreeText {
  private record Trigger(String text, Grammar then) {}

  private static final FreeText ANY = new FreeText(List.of(), Set.of());

  private final List<Trigger> triggers;
  private final Set<String> excluded;

  private FreeText(List<Trigger> triggers, Set<String> excluded) {
    this.triggers = triggers;
    this.excluded = excluded;
  }

  /** Free text without triggers. */
  public static FreeText any() {
    return ANY;
  }

  /**
   * The same, and {@code trigger} begins what {@code then} says.
   *
   * @throws IllegalArgumentException if the trigger is empty, or may not occur
   */
  public FreeText on(String trigger, Grammar then) {
    requireText(trigger);
    if (excluded.contains(trigger)) {
      throw both(trigger);
    }
    List<Trigger> all = new ArrayList<>(triggers);
    all.add(new Trigger(trigger, then));
    return new FreeText(List.copyOf(all), excluded);
  }

  /**
   * The same, and {@code text} may not occur; it counts as a trigger with nothing behind it.
   *
   * @throws IllegalArgumentException if it is empty, or a trigger
   */
  public FreeText without(String text) {
    requireText(text);
    if (triggers.stream().anyMatch(trigger -> trigger.text().equals(text))) {
      throw both(text);
    }
    Set<String> all = new LinkedHashSet<>(excluded);
    all.add(text);
    return new FreeText(triggers, all);
  }

  private static IllegalArgumentException both(String text) {
    return new IllegalArgumentException("'" + text + "' is a trigger and may not occur");
  }

  private static void requireText(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("an empty trigger");
    }
  }

  /**
   * Free text, then one trigger and its grammar.
   *
   * @throws IllegalArgumentException if there are no triggers, or as {@link Compose} says of checks
   */
  public Grammar once() {
    if (triggers.isEmpty()) {
      throw new IllegalArgumentException("free text that goes on until nothing");
    }
    Assembly assembly = new Assembly();
    return assembly.from(dispatch(assembly));
  }

  /** Free text; or that, then one trigger and its grammar. */
  public Grammar atMostOnce() {
    Assembly assembly = new Assembly();
    Nonterminal start = assembly.fresh("text");
    assembly.rule(start, plain());
    if (!triggers.isEmpty()) {
      assembly.rule(start, dispatch(assembly));
    }
    return assembly.from(start);
  }

  /** Free text, with any number of triggers and their grammars in it. */
  public Grammar anyNumber() {
    Assembly assembly = new Assembly();
    Nonterminal start = assembly.fresh("text");
    if (triggers.isEmpty()) {
      return assembly.rule(start, plain()).from(start);
    }
    Group dispatches = Group.repeat(dispatch(assembly), 0, Regex.UNBOUNDED);
    return assembly.rule(start, dispatches, plain()).from(start);
  }

  private Terminal plain() {
    return new Terminal(Occurrences.none(texts()));
  }

  private Set<String> texts() {
    Set<String> texts = new LinkedHashSet<>(excluded);
    triggers.forEach(trigger -> texts.add(trigger.text()));
    return texts;
  }

  /**
   * Triggers with the same text before them share it. In most sets of triggers that is all: only
   * where the end of one is the beginning of one does the text before make a difference.
   */
  private Nonterminal dispatch(Assembly assembly) {
    Map<Set<String>, Nonterminal> tagsBehind = new LinkedHashMap<>();
    Map<String, Nonterminal> tags = new LinkedHashMap<>();
    Set<String> texts = texts();
    Nonterminal start = assembly.fresh("triggered");
    for (Trigger trigger : triggers) {
      Optional<Set<String>> ends = Occurrences.ends(trigger.text(), texts);
      if (ends.isEmpty()) {
        continue;
      }
      Nonterminal tag = tagsBehind.get(ends.get());
      if (tag == null) {
        tag = assembly.fresh("tag");
        tagsBehind.put(ends.get(), tag);
        assembly.rule(start, new Terminal(Occurrences.without(texts, ends.get())), tag);
      }
      Nonterminal then = tags.get(trigger.text());
      if (then == null) {
        then = assembly.fresh("then");
        tags.put(trigger.text(), then);
        assembly.rule(tag, new Terminal(Regex.literal(trigger.text())), then);
      }
      assembly.rule(then, assembly.add(trigger.then()));
    }
    if (tags.isEmpty()) {
      assembly.rule(start, new Terminal(Regex.NOTHING));
    }
    return start;
  }
}
