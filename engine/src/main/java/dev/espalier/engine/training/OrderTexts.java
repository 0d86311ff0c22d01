package dev.espalier.engine.training;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Orders with items: {@code Order 1042 for Maria Silva: 2 x notebook at 3.50; total 7.00.} */
final class OrderTexts implements Family {
  /** One ordered article; the code and the price may be unstated. */
  private record Item(
      String product, @Nullable String code, Value quantity, @Nullable String price) {}

  /** How all items of a text are written, and the keys of their members. */
  private record Form(int pattern, String product, String code, String quantity, String price) {}

  @Override
  public TrainingText draw(Draw draw) {
    boolean coded = draw.chance(0.25);
    boolean priced = draw.chance(0.8);
    List<Item> items = new ArrayList<>();
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = draw.between(1, draw.chance(0.85) ? 3 : 6); i > 0; i--) {
      Item item =
          new Item(
              draw.product(),
              coded ? draw.code() : null,
              draw.small(),
              priced ? draw.price() : null);
      items.add(item);
      if (item.price() != null) {
        sum = sum.add(new BigDecimal(item.price()).multiply(new BigDecimal(json(item.quantity()))));
      }
    }
    Form form =
        new Form(
            draw.between(0, 5),
            draw.pick(List.of("product", "product", "name", "item", "article", "title")),
            draw.pick(List.of("sku", "sku", "code", "id", "product_id", "productId")),
            draw.pick(List.of("quantity", "quantity", "qty", "count", "amount")),
            draw.pick(List.of("price", "price", "unit_price", "unitPrice", "cost")));
    String currency = draw.word("currencies");
    String money = draw.pick(List.of("", "", "", "$", "€", " " + currency));
    List<String> lines = new ArrayList<>();
    List<Object> itemObjects = new ArrayList<>();
    List<Integer> order = draw.shuffled(List.of(0, 1, 2, 3));
    boolean keepOrder = draw.chance(0.7);
    for (Item item : items) {
      lines.add(line(item, form, money));
      itemObjects.add(object(item, form, keepOrder ? List.of(0, 1, 2, 3) : order));
    }
    String id = draw.chance(0.7) ? Integer.toString(draw.between(1, 99_999)) : draw.code();
    String customer = draw.fullName();
    Value date = draw.value("date");
    boolean says = draw.chance(0.5);
    boolean dated = draw.chance(0.25);
    boolean numbered = draw.chance(0.7);
    boolean named = !numbered || draw.chance(0.7);
    boolean paid = draw.chance(0.5);
    boolean paidSaid = draw.chance(0.2);
    String total = sum.toPlainString();
    boolean totalled = priced && draw.chance(0.75);
    String address = draw.value("street").text();
    String city = draw.word("cities");
    boolean shipped = draw.chance(0.15);
    List<String> tail = new ArrayList<>();
    if (totalled) {
      tail.add(
          draw.pick(List.of("total ", "total: ", "Total ", "in total ", "sum "))
              + amount(total, money));
    }
    if (shipped) {
      tail.add(
          draw.pick(List.of("ship to ", "shipped to ", "delivery to ")) + address + ", " + city);
    }
    if (paidSaid) {
      tail.add(paid ? "paid" : "unpaid");
    }
    String when = dated ? (draw.chance(0.5) ? " on " : ", ") + date.text() : "";
    String separator = draw.pick(List.of(", ", "; ", ", ", "\n"));
    String listed =
        separator.equals(", ") && lines.size() > 1 && draw.chance(0.5)
            ? String.join(", ", lines.subList(0, lines.size() - 1)) + " and " + lines.getLast()
            : String.join(separator, lines);
    String end = draw.pick(List.of("; ", ". ", ", ", "; "));
    String text =
        head(draw, numbered ? id : null, named ? customer : null, says)
            + when
            + ": "
            + listed
            + (tail.isEmpty() ? "" : end + String.join(draw.chance(0.7) ? ", " : "; ", tail))
            + ".";
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    if (numbered) {
      String key =
          draw.pick(List.of("order_id", "id", "order", "orderId", "number", "order_number"));
      boolean digits = Character.isDigit(id.charAt(0)) && draw.chance(0.6);
      json.put(key, digits ? new JsonText.Literal(id) : id);
    }
    if (named) {
      String key =
          draw.pick(List.of("customer", "customer", "name", "client", "buyer", "customer_name"));
      json.put(key, draw.chance(0.1) ? Map.of("name", customer) : customer);
    }
    if (dated && draw.chance(0.8)) {
      json.put(draw.pick(List.of("date", "ordered_on", "order_date")), date.json());
    }
    json.put(
        draw.pick(List.of("items", "items", "items", "lines", "products", "articles")),
        itemObjects);
    if (totalled) {
      json.put(
          draw.pick(List.of("total", "total", "sum", "total_price", "amount")),
          new JsonText.Literal(total));
    }
    if (money.endsWith(currency) && draw.chance(0.6)) {
      json.put("currency", currency);
    }
    if (shipped && draw.chance(0.9)) {
      Map<String, @Nullable Object> target = new LinkedHashMap<>();
      target.put("street", address);
      target.put("city", city);
      json.put(draw.pick(List.of("address", "shipping", "ship_to", "delivery")), target);
    }
    if (paidSaid) {
      json.put(draw.pick(List.of("paid", "is_paid", "settled")), paid);
    }
    return new TrainingText(
        "order", Prompts.prompt(draw, "order", text), JsonText.write(json, Prompts.style(draw)));
  }

  private static String head(
      Draw draw, @Nullable String id, @Nullable String customer, boolean verb) {
    if (customer == null) {
      return draw.pick(List.of("Order ", "Order no. ", "Order #", "order ")) + id;
    }
    if (id == null) {
      return verb
          ? customer + draw.pick(List.of(" orders", " ordered", " buys", " wants"))
          : "Order for " + customer;
    }
    return verb
        ? customer + draw.pick(List.of(" placed order ", " sent order ", ", order ")) + id
        : "Order " + id + draw.pick(List.of(" for ", " from ", " by ", ", customer ")) + customer;
  }

  private static String line(Item item, Form form, String money) {
    String name = item.code() == null ? item.product() : item.product() + " (" + item.code() + ")";
    String many = item.quantity().text();
    String price = item.price() == null ? null : amount(item.price(), money);
    return switch (form.pattern()) {
      case 0 -> many + " x " + name + (price == null ? "" : " at " + price);
      case 1 -> many + " " + name + (price == null ? "" : " at " + price + " each");
      case 2 -> name + " x " + many + (price == null ? "" : " @ " + price);
      case 3 ->
          many
              + (Character.isDigit(many.charAt(0)) ? "x " : " ")
              + name
              + (price == null ? "" : " (" + price + ")");
      case 4 -> many + " " + name + (price == null ? "" : " for " + price);
      default -> name + ", quantity " + many + (price == null ? "" : ", price " + price);
    };
  }

  private static Map<String, @Nullable Object> object(Item item, Form form, List<Integer> order) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (int member : order) {
      switch (member) {
        case 0 -> members.put(form.product(), item.product());
        case 1 -> putUnlessNull(members, form.code(), item.code());
        case 2 -> members.put(form.quantity(), item.quantity().json());
        default ->
            putUnlessNull(
                members,
                form.price(),
                item.price() == null ? null : new JsonText.Literal(item.price()));
      }
    }
    return members;
  }

  private static void putUnlessNull(
      Map<String, @Nullable Object> members, String key, @Nullable Object value) {
    if (value != null) {
      members.put(key, value);
    }
  }

  private static String amount(String digits, String money) {
    return money.startsWith(" ") ? digits + money : money + digits;
  }

  private static String json(Value number) {
    return number.json() instanceof JsonText.Literal(String digits) ? digits : "1";
  }
}
