package dev.espalier.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random .g4 grammars, a parser and its lexer, over the letters a, b and c: loops greedy and not,
 * sets, fragments, recursion, modes, commands, the end of the text, left recursion. Used by one
 * thread.
 */
public final class RandomG4 {
  /** The letters of most texts. */
  public static final List<String> ALPHABET = List.of("a", "b", "c");

  private final Random random;

  /**
   * A grammar in two files.
   *
   * @param parser of a grammar {@code P}
   * @param lexer of a grammar {@code PLexer}
   */
  public record Pair(String parser, String lexer) {
    /**
     * Whether all of its texts can be told by a lexicon; else some are left out, those in which a
     * lexeme that only the end may follow would stand elsewhere, and those nested deeply.
     */
    public boolean isExact() {
      return !lexer.contains("EOF") && !lexer.contains("G |") && !lexer.contains("G?");
    }

    @Override
    public String toString() {
      return parser + "\n" + lexer;
    }
  }

  private RandomG4(Random random) {
    this.random = random;
  }

  /** The next grammar; most have some text. */
  public static Pair next(Random random) {
    return new RandomG4(random).pair();
  }

  private Pair pair() {
    int rules = 2 + random.nextInt(2);
    boolean modes = chance(0.3);
    StringBuilder lexer = new StringBuilder("lexer grammar PLexer;\n");
    if (chance(0.2)) {
      lexer.append("options { caseInsensitive = true; }\n");
    }
    for (int i = 0; i < rules; i++) {
      lexer.append(rule("T" + i, modes, rules));
    }
    lexer.append("fragment F : ").append(solid(0)).append(" ;\n");
    if (chance(0.3)) {
      lexer.append("fragment G : ").append(nested()).append(" ;\n");
    } else {
      lexer.append("fragment G : ").append(letter(0)).append(" F? ;\n");
    }
    if (modes) {
      lexer.append("mode M;\n");
      for (int i = 0; i < 2; i++) {
        lexer.append(rule("M" + i, true, rules));
      }
    }
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < rules; i++) {
      tokens.add("T" + i);
    }
    if (modes) {
      tokens.add("M0");
    }
    String parser =
        "parser grammar P;\noptions { tokenVocab = PLexer; }\ns : "
            + body(tokens, 2)
            + (chance(0.7) ? " EOF" : "")
            + " ;\ne : "
            + body(tokens, 1)
            + " | e "
            + body(tokens, 1)
            + (chance(0.5) ? " e" : "")
            + (chance(0.5) ? " | " + pick(tokens) + " e" : "")
            + " ;\n";
    return new Pair(parser, lexer.toString());
  }

  private String rule(String name, boolean modes, int rules) {
    List<String> commands = new ArrayList<>();
    if (chance(0.15)) {
      commands.add(chance(0.5) ? "skip" : "channel(HIDDEN)");
    } else if (chance(0.15)) {
      commands.add("type(T" + random.nextInt(rules) + ")");
    } else if (chance(0.1)) {
      commands.add("more");
    }
    if (modes && chance(0.5)) {
      commands.add(
          List.of("pushMode(M)", "popMode", "mode(M)", "mode(DEFAULT_MODE)")
              .get(random.nextInt(4)));
    }
    return name
        + " : "
        + (chance(0.1) ? ending() : solid(2))
        + (commands.isEmpty() ? "" : " -> " + String.join(", ", commands))
        + " ;\n";
  }

  /** Something that matches more at the end, but nothing there that it matches elsewhere. */
  private String ending() {
    return pick(List.of("'c' [ac]*", "'a'+", "'a' [ac]*?", "[ac]")) + " (EOF | 'b')";
  }

  /** Something that refers to itself. */
  private String nested() {
    return switch (random.nextInt(3)) {
      case 0 -> "'a' (G | .)*? 'b'";
      case 1 -> "'a' G? 'b'";
      default -> "'a' ('b' G)* 'c'?";
    };
  }

  /** Something that never matches the empty text. */
  private String solid(int depth) {
    return switch (random.nextInt(depth == 0 ? 2 : 6)) {
      case 0, 1 -> letter(depth);
      case 2 -> "(" + solid(depth - 1) + " | " + solid(depth - 1) + ")";
      case 3 -> solid(depth - 1) + " " + perhaps(depth - 1);
      case 4 -> perhaps(depth - 1) + " " + perhaps(depth - 1) + " " + solid(depth - 1);
      default -> "(" + solid(depth - 1) + ")" + (chance(0.5) ? "+" : "+?");
    };
  }

  private String perhaps(int depth) {
    return "("
        + solid(depth)
        + ")"
        + List.of("?", "*", "??", "*?", "+?", "").get(random.nextInt(6));
  }

  private String letter(int depth) {
    return switch (random.nextInt(9)) {
      case 0 -> "[ab]";
      case 1 -> "~[a]";
      case 2 -> ".";
      case 3 -> "'b'..'c'";
      case 4 -> depth == 0 ? "'c'" : chance(0.5) ? "F" : "G";
      case 5 -> "'ab'";
      default -> "'" + pick(ALPHABET) + "'";
    };
  }

  private String body(List<String> tokens, int depth) {
    return switch (random.nextInt(depth == 0 ? 3 : 8)) {
      case 0, 1 -> pick(tokens);
      case 2 -> chance(0.5) ? "." : "~" + pick(tokens);
      case 3 -> "(" + body(tokens, depth - 1) + " | " + body(tokens, depth - 1) + ")";
      case 4 -> body(tokens, depth - 1) + " " + body(tokens, depth - 1);
      case 5 -> "(" + body(tokens, depth - 1) + ")" + (chance(0.5) ? "*" : "+?");
      case 6 -> "(" + body(tokens, depth - 1) + ")? " + body(tokens, depth - 1);
      default -> depth == 2 ? "e" : pick(tokens);
    };
  }

  private String pick(List<String> some) {
    return some.get(random.nextInt(some.size()));
  }

  private boolean chance(double p) {
    return random.nextDouble() < p;
  }
}
