package dev.espalier.engine.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Trees: {@code animals has the children mammals and birds; mammals has the child dogs.} */
final class TreeTexts implements Family {
  private record Node(String name, List<Node> children) {}

  /** How a tree stands in the JSON. */
  private record Form(String name, String children, boolean emptyLists, boolean numbers) {}

  @Override
  public TrainingText draw(Draw draw) {
    boolean numbers = draw.chance(0.15);
    List<String> names =
        draw.distinct(() -> name(draw, numbers), draw.between(2, draw.chance(0.7) ? 6 : 10));
    int depth = draw.between(1, 4);
    Node root = new Node(names.getFirst(), new ArrayList<>());
    List<Node> open = new ArrayList<>(List.of(root));
    List<Integer> levels = new ArrayList<>(List.of(0));
    for (String name : names.subList(1, names.size())) {
      int parent = draw.chance(0.5) ? open.size() - 1 : draw.between(0, open.size() - 1);
      while (levels.get(parent) >= depth) {
        parent--;
      }
      Node node = new Node(name, new ArrayList<>());
      open.get(parent).children().add(node);
      open.add(node);
      levels.add(levels.get(parent) + 1);
    }
    Form form =
        new Form(
            draw.pick(
                numbers
                    ? List.of("value", "value", "id", "key")
                    : List.of("name", "name", "name", "value", "label", "title", "id")),
            draw.pick(
                List.of("children", "children", "children", "nodes", "items", "sub", "branches")),
            draw.chance(0.5),
            numbers);
    String text =
        switch (draw.between(0, 4)) {
          case 0 -> bracketed(root) + ".";
          case 1 -> Draw.capitalised(draw.pick(List.of("tree: ", "a tree: "))) + bracketed(root);
          case 2 -> indented(root, draw.pick(List.of("  ", "- ", "\t")), 0).strip();
          default -> statements(draw, root);
        };
    return new TrainingText(
        "tree",
        Prompts.prompt(draw, "tree", text),
        JsonText.write(object(root, form), Prompts.style(draw)));
  }

  private static String name(Draw draw, boolean number) {
    if (number) {
      return Integer.toString(draw.between(0, 99));
    }
    return switch (draw.between(0, 5)) {
      case 0 -> draw.pseudoWord();
      case 1 -> draw.firstName();
      case 2 -> draw.product();
      default -> draw.word("topics");
    };
  }

  private static String bracketed(Node node) {
    if (node.children().isEmpty()) {
      return node.name();
    }
    return node.name()
        + " ("
        + String.join(", ", node.children().stream().map(TreeTexts::bracketed).toList())
        + ")";
  }

  private static String indented(Node node, String indent, int depth) {
    StringBuilder out = new StringBuilder(indent.repeat(depth)).append(node.name()).append('\n');
    node.children().forEach(child -> out.append(indented(child, indent, depth + 1)));
    return out.toString();
  }

  private static String statements(Draw draw, Node root) {
    String one =
        draw.pick(List.of(" has the child ", " has child ", " has ", " contains ", " over "));
    String many = one.endsWith("child ") ? one.replace("child ", "children ") : one;
    String separator = draw.pick(List.of("; ", ". ", ", and ", "; "));
    List<String> statements = new ArrayList<>();
    List<Node> level = List.of(root);
    boolean deep = draw.chance(0.5);
    if (deep) {
      depthFirst(draw, root, one, many, statements);
    }
    while (!deep && !level.isEmpty()) {
      List<Node> next = new ArrayList<>();
      for (Node node : level) {
        state(draw, node, one, many, statements);
        next.addAll(node.children());
      }
      level = next;
    }
    String text = String.join(separator, statements) + ".";
    return draw.chance(0.3) ? draw.pick(List.of("The root ", "Root ", "The tree ")) + text : text;
  }

  private static void depthFirst(
      Draw draw, Node node, String one, String many, List<String> statements) {
    state(draw, node, one, many, statements);
    node.children().forEach(child -> depthFirst(draw, child, one, many, statements));
  }

  private static void state(
      Draw draw, Node node, String one, String many, List<String> statements) {
    List<String> names = node.children().stream().map(Node::name).toList();
    if (!names.isEmpty()) {
      statements.add(node.name() + (names.size() == 1 ? one : many) + draw.enumerated(names));
    }
  }

  private static Map<String, @Nullable Object> object(Node node, Form form) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put(form.name(), form.numbers() ? new JsonText.Literal(node.name()) : node.name());
    if (form.emptyLists() || !node.children().isEmpty()) {
      members.put(
          form.children(), node.children().stream().map(child -> object(child, form)).toList());
    }
    return members;
  }
}
