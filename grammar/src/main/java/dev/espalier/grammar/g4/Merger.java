package dev.espalier.grammar.g4;

import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.g4.GrammarFile.Identifier;
import dev.espalier.grammar.g4.GrammarFile.Kind;
import dev.espalier.grammar.g4.GrammarFile.NamedAction;
import dev.espalier.grammar.g4.GrammarFile.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts imported grammars into the one that imports them, as ANTLR does: their rules come behind its
 * own, mode by mode, in the order of the imports and of those of the imported ones, depth first;
 * where two have a name the first counts. Options of imported grammars have no say. A grammar that
 * is being imported already is not imported again. Used once, by one thread.
 */
final class Merger {
  private final GrammarSource sources;
  private final Map<String, List<GrammarFile>> importedBy = new HashMap<>();

  Merger(GrammarSource sources) {
    this.sources = sources;
  }

  /**
   * {@code root} with all it imports.
   *
   * @throws GrammarSyntaxException if an imported grammar is missing, is of a kind that cannot be
   *     imported, or two rules of {@code root} have one name
   */
  GrammarFile merged(GrammarFile root) {
    Set<String> started = new HashSet<>();
    load(root, started);
    Map<String, Rule> rules = new LinkedHashMap<>();
    for (Rule rule : root.rules()) {
      Rule first = rules.putIfAbsent(rule.name().name(), rule);
      if (first != null) {
        throw new GrammarSyntaxException(
            rule.name().position(),
            "rule '" + rule.name().name() + "' is defined already at " + first.name().position());
      }
    }
    List<Identifier> modes = new ArrayList<>(root.modes());
    List<NamedAction> actions = new ArrayList<>(root.actions());
    for (GrammarFile imported : delegates(root)) {
      Set<String> added = new HashSet<>();
      for (Rule rule : imported.rules()) {
        if (rules.putIfAbsent(rule.name().name(), rule) == null) {
          rule.mode().ifPresent(added::add);
        }
      }
      for (Identifier mode : imported.modes()) {
        if (added.contains(mode.name())
            && modes.stream().noneMatch(known -> known.name().equals(mode.name()))) {
          modes.add(mode);
        }
      }
      actions.addAll(imported.actions());
    }
    return new GrammarFile(
        root.fileName(),
        root.kind(),
        root.name(),
        root.options(),
        List.of(),
        modes,
        actions,
        List.copyOf(rules.values()));
  }

  private void load(GrammarFile grammar, Set<String> started) {
    started.add(grammar.name().name());
    List<GrammarFile> imported = new ArrayList<>();
    importedBy.put(grammar.name().name(), imported);
    for (Identifier wanted : grammar.imports()) {
      if (started.contains(wanted.name())) {
        continue;
      }
      GrammarFile file =
          sources
              .named(wanted.name())
              .orElseThrow(
                  () ->
                      new GrammarSyntaxException(
                          wanted.position(),
                          "there is no grammar '" + wanted.name() + "' to import"));
      if (grammar.kind() != Kind.COMBINED && file.kind() != grammar.kind()) {
        throw new GrammarSyntaxException(
            wanted.position(),
            "'"
                + wanted.name()
                + "' is another kind of grammar; lexers import lexers only, parsers"
                + " parsers");
      }
      imported.add(file);
      load(file, started);
    }
  }

  private Set<GrammarFile> delegates(GrammarFile grammar) {
    Set<GrammarFile> all = new LinkedHashSet<>();
    for (GrammarFile imported : importedBy.getOrDefault(grammar.name().name(), List.of())) {
      all.add(imported);
      all.addAll(delegates(imported));
    }
    return all;
  }
}
