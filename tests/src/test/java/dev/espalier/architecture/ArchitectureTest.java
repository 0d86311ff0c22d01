package dev.espalier.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The rules that keep the modules pointing one way and third parties behind their fences. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.espalier");

  @Test
  void modulesPointOneWay() {
    Architectures.layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .withOptionalLayers(true)
        .layer("grammar")
        .definedBy("dev.espalier.grammar..")
        .layer("automata")
        .definedBy("dev.espalier.automata..")
        .layer("masking")
        .definedBy("dev.espalier.masking..")
        .layer("engine")
        .definedBy("dev.espalier.engine..")
        .layer("bench")
        .definedBy("dev.espalier.bench..")
        .layer("samples")
        .definedBy("dev.espalier.samples..")
        .layer("testkit")
        .definedBy("dev.espalier.testkit..")
        .whereLayer("automata")
        .mayOnlyBeAccessedByLayers("masking", "testkit")
        .whereLayer("masking")
        .mayOnlyBeAccessedByLayers("engine", "bench", "samples", "testkit")
        .whereLayer("engine")
        .mayOnlyBeAccessedByLayers("bench", "samples", "testkit")
        .whereLayer("bench")
        .mayOnlyBeAccessedByLayers("testkit")
        .whereLayer("samples")
        .mayOnlyBeAccessedByLayers("testkit")
        .whereLayer("testkit")
        .mayNotBeAccessedByAnyLayer()
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    for (String module : List.of("grammar", "automata", "masking", "engine", "bench")) {
      slices()
          .matching("dev.espalier." + module + ".(**)")
          .should()
          .beFreeOfCycles()
          .allowEmptyShould(true)
          .check(CLASSES);
    }
  }

  @Test
  void antlrStaysInGrammarAndItsOracle() {
    onlyIn("org.antlr..", "dev.espalier.grammar..", "dev.espalier.testkit..");
  }

  @Test
  void validatorStaysInSchemaAndBench() {
    onlyIn(
        "com.networknt..",
        "dev.espalier.grammar.schema..",
        "dev.espalier.bench..",
        "dev.espalier.testkit..");
  }

  @Test
  void djlStaysInItsPackage() {
    onlyIn("ai.djl..", "dev.espalier.engine.djl..");
  }

  @Test
  void generatedParsersStayWithTheirNotation() {
    noClasses()
        .that(
            new DescribedPredicate<>("are not of the package above the generated one") {
              @Override
              public boolean test(JavaClass c) {
                return !c.getPackageName().endsWith(".generated")
                    && c.getDirectDependenciesFromSelf().stream()
                        .map(d -> d.getTargetClass().getPackageName())
                        .filter(name -> name.endsWith(".generated"))
                        .anyMatch(name -> !name.equals(c.getPackageName() + ".generated"));
              }
            })
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..generated..")
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void jsonStaysOutOfPublicSignatures() {
    for (JavaClass c : CLASSES) {
      boolean core = c.getPackageName().matches("dev\\.espalier\\.(grammar|automata|masking).*");
      if (core && c.getModifiers().contains(JavaModifier.PUBLIC)) {
        c.getMethods().stream()
            .filter(m -> m.getModifiers().contains(JavaModifier.PUBLIC))
            .forEach(
                m ->
                    assertEquals(
                        List.of(),
                        m.getAllInvolvedRawTypes().stream()
                            .map(JavaClass::getName)
                            .filter(name -> name.startsWith("tools.jackson"))
                            .toList(),
                        m.getFullName()));
      }
    }
  }

  @Test
  void onlyCommandsPrint() {
    noClasses()
        .that()
        .resideInAPackage("dev.espalier..")
        .and()
        .resideOutsideOfPackages(
            "dev.espalier.engine.cli..",
            "dev.espalier.engine.djl.training..",
            "dev.espalier.bench..",
            "dev.espalier.samples..")
        .should()
        .accessClassesThat()
        .areAssignableTo(PrintStream.class)
        .check(CLASSES);
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(
        CLASSES.that(
            new DescribedPredicate<>("are in the core") {
              @Override
              public boolean test(JavaClass c) {
                return c.getPackageName()
                    .matches("dev\\.espalier\\.(grammar|automata|masking|testkit).*");
              }
            }));
  }

  @Test
  void everyPackageIsNullMarked() {
    List<String> unmarked =
        CLASSES.stream()
            .map(JavaClass::getPackage)
            .distinct()
            .filter(p -> p.getName().startsWith("dev.espalier."))
            .filter(p -> !p.getName().endsWith("generated"))
            .filter(p -> !p.isAnnotatedWith(NullMarked.class))
            .map(JavaPackage::getName)
            .sorted()
            .toList();
    assertEquals(List.of(), unmarked);
  }

  private static void onlyIn(String library, String... packages) {
    noClasses()
        .that()
        .resideOutsideOfPackages(packages)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(CLASSES);
  }
}
