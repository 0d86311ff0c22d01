package dev.espalier.masking.trail;

/** Texts between two quotes of one token, by number. */
public interface QuotedTexts {
  /** The number of {@code text[from .. to)}, -1 if it is none of them. */
  int indexOf(byte[] text, int from, int to);
}
