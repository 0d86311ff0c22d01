package dev.espalier.grammar.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class UrisProperties {

  @Property
  void noReferenceIsRefused(@ForAll("texts") String base, @ForAll("texts") String reference) {
    String uri = Uris.resolve(Uris.resolve(Uris.NO_BASE, base), reference);
    Uris.resolve(uri, "x");
    assertEquals(uri, Uris.resolve(uri, ""));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(20),
        Arbitraries.strings().withChars("ab:/?.%[]@ 4~é").ofMaxLength(12));
  }
}
