package dev.espalier.grammar.compose;

import dev.espalier.grammar.Check;
import dev.espalier.grammar.Checked;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Group;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.Terminal;
import java.util.ArrayList;
import java.util.HashMap;
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
 * <p>For checks, such as that names are distinct, a JSON text of its own begins behind a trigger;
 * the last time it occurred counts.
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
   * @throws IllegalArgumentException if there are no triggers
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
    Map<String, Check.Start> parts = new HashMap<>();
    for (Trigger trigger : triggers) {
      if (Checks.has(trigger.then())) {
        parts.computeIfAbsent(trigger.text(), assembly::freshPart);
      }
    }
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
        assembly.rule(tag, symbol(trigger.text(), parts), then);
      }
      Check.Start part = parts.get(trigger.text());
      assembly.rule(
          then,
          part == null ? assembly.add(trigger.then()) : assembly.addBehind(part, trigger.then()));
    }
    if (tags.isEmpty()) {
      assembly.rule(start, new Terminal(Regex.NOTHING));
    }
    return start;
  }

  /** The trigger, behind which a text of its own begins for checks if it is among {@code parts}. */
  private static Symbol symbol(String trigger, Map<String, Check.Start> parts) {
    Terminal terminal = new Terminal(Regex.literal(trigger));
    Check.Start part = parts.get(trigger);
    return part == null ? terminal : new Checked(terminal, part);
  }
}
