package dev.espalier.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** What {@code pom.xml} or {@code desc.xml} says of the grammars beside it. */
final class GrammarTests {
  /**
   * One run of the collection's own tests.
   *
   * @param grammar its name, perhaps without "Parser" at the end
   * @param rule the entry rule
   * @param examples a directory, relative
   * @param extension of the files in it
   */
  record Entry(
      Optional<String> grammar,
      Optional<String> rule,
      Optional<String> examples,
      Optional<String> extension) {
    static final Entry NONE =
        new Entry(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** What {@code inner} says, and what it leaves open as here. */
    Entry with(Entry inner) {
      return new Entry(
          inner.grammar.or(() -> grammar),
          inner.rule.or(() -> rule),
          inner.examples.or(() -> examples),
          inner.extension.or(() -> extension));
    }
  }

  private GrammarTests() {}

  /**
   * The runs of a directory, at least one. {@code pom.xml} goes first.
   *
   * @throws IOException if a file cannot be read or is no XML
   */
  static List<Entry> of(Path directory) throws IOException {
    List<Entry> entries = new ArrayList<>();
    Path pom = directory.resolve("pom.xml");
    if (Files.isRegularFile(pom)) {
      for (Element plugin : below(root(pom), "plugin")) {
        if (text(plugin, "artifactId").equals(Optional.of("antlr4test-maven-plugin"))) {
          entries.addAll(ofPlugin(plugin));
        }
      }
    }
    Path description = directory.resolve("desc.xml");
    if (entries.isEmpty() && Files.isRegularFile(description)) {
      Element root = root(description);
      Entry all = ofDescription(root);
      for (Element test : children(root, "test")) {
        entries.add(all.with(ofDescription(test)));
      }
      if (entries.isEmpty()) {
        entries.add(all);
      }
    }
    return entries.isEmpty() ? List.of(Entry.NONE) : entries;
  }

  private static List<Entry> ofPlugin(Element plugin) {
    Entry all = configured(plugin);
    List<Entry> entries = new ArrayList<>();
    for (Element executions : children(plugin, "executions")) {
      for (Element execution : children(executions, "execution")) {
        entries.add(all.with(configured(execution)));
      }
    }
    return entries.isEmpty() ? List.of(all) : entries;
  }

  private static Entry configured(Element element) {
    Entry entry = Entry.NONE;
    for (Element configuration : children(element, "configuration")) {
      entry =
          new Entry(
              text(configuration, "grammarName"),
              text(configuration, "entryPoint"),
              text(configuration, "exampleFiles"),
              text(configuration, "testFileExtension"));
    }
    return entry;
  }

  /** {@code inputs} is a pattern such as {@code examples/**}{@code /*.sql}, or a directory. */
  private static Entry ofDescription(Element element) {
    Optional<String> inputs = text(element, "inputs");
    int star = inputs.orElse("").indexOf('*');
    String last = inputs.orElse("").replaceAll(".*/", "");
    return new Entry(
        text(element, "grammar-name"),
        text(element, "entry-point"),
        star < 0 ? inputs : inputs.map(pattern -> pattern.substring(0, star)),
        last.matches("\\*\\.\\w+") ? Optional.of(last.substring(1)) : Optional.empty());
  }

  private static Element root(Path file) throws IOException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    try {
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private static List<Element> below(Element element, String name) {
    List<Element> found = new ArrayList<>();
    var nodes = element.getElementsByTagName(name);
    for (int i = 0; i < nodes.getLength(); i++) {
      if (nodes.item(i) instanceof Element one) {
        found.add(one);
      }
    }
    return found;
  }

  private static List<Element> children(Element element, String name) {
    List<Element> found = new ArrayList<>();
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child && child.getTagName().equals(name)) {
        found.add(child);
      }
    }
    return found;
  }

  private static Optional<String> text(Element element, String name) {
    return children(element, name).stream()
        .map(child -> child.getTextContent().strip())
        .filter(text -> !text.isEmpty())
        .findFirst();
  }
}
