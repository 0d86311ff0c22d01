package dev.espalier.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.grammar.UnsatisfiableGrammarException;
import dev.espalier.grammar.schema.JsonSchema;
import dev.espalier.masking.CacheStatistics;
import dev.espalier.masking.Constraint;
import dev.espalier.masking.ConstraintCache;
import dev.espalier.masking.Vocabulary;
import dev.espalier.testkit.RandomConstraints;
import dev.espalier.testkit.RandomSchemas;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A constraint from the cache is one compiled for its schema, whoever else uses the cache. */
class ConstraintCacheProperties {
  private static final int SCHEMAS = 6;
  private static final int ENTRIES = 3;
  private static final long UNSATISFIABLE = Long.MIN_VALUE;

  @Property(tries = 150)
  void threadsThatShareACacheSeeWhatEachWouldAlone(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    Vocabulary vocabulary = RandomConstraints.json(random);
    ConstraintCache cache = ConstraintCache.of(vocabulary, ENTRIES, 1L << 30);
    List<String> schemas = new ArrayList<>();
    List<Long> expected = new ArrayList<>();
    for (int i = 0; i < SCHEMAS; i++) {
      String schema = RandomSchemas.schema(random);
      schemas.add(schema);
      expected.add(masks(() -> Constraint.compile(JsonSchema.parse(schema), vocabulary), i));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      List<Future<?>> running = new ArrayList<>();
      for (int thread = 0; thread < 3; thread++) {
        long own = random.nextLong();
        running.add(
            threads.submit(
                () -> {
                  new Random(own)
                      .ints(12, 0, SCHEMAS)
                      .forEach(
                          i ->
                              assertEquals(
                                  expected.get(i), masks(() -> cache.schema(schemas.get(i)), i)));
                }));
      }
      for (Future<?> thread : running) {
        thread.get();
      }
    }
    CacheStatistics statistics = cache.caches().getFirst();
    assertEquals(36, statistics.hits() + statistics.misses());
    assertTrue(statistics.entries() <= ENTRIES, statistics::toString);
  }

  private static long masks(Supplier<Constraint> compiled, long seed) {
    try {
      return RandomConstraints.masksAlongTexts(compiled.get(), seed);
    } catch (UnsatisfiableGrammarException e) {
      return UNSATISFIABLE;
    }
  }
}
