package dev.espalier.grammar;

/** One place in the body of a {@link Production}. A value. */
public sealed interface Symbol
    permits Nonterminal, Terminal, NamedTerminal, SpecialToken, Checked, Group {}
