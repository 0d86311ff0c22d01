package dev.espalier.engine.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Requests answered with a tool call: {@code {"tool": "get_weather", "arguments": {"city": ...}}}.
 */
final class ToolTexts implements Family {
  /**
   * A tool: the names it goes by and its requests. A request names an argument and the kind of its
   * value in braces, {@code {city:city}}; the keys that an argument may stand under follow in the
   * table {@link #KEYS}.
   */
  private record Tool(List<String> names, List<String> requests) {}

  private static final Pattern SLOT = Pattern.compile("\\{([a-z]+):([a-z ]+)}");

  private static final List<Tool> TOOLS =
      List.of(
          tool(
              "get_weather|weather|weather_lookup|get_forecast",
              "What is the weather in {city:city}?",
              "What is the weather like in {city:city} {day:day}?",
              "Will it rain in {city:city} {day:day}?",
              "Weather for {city:city} on {day:date}, please.",
              "How warm is it in {city:city} in {unit:scale}?"),
          tool(
              "send_email|email|send_mail",
              "Send an email to {to:email} saying {body:sentence}.",
              "Write to {to:email} that {body:sentence}.",
              "Email {to:email} with the subject {subject:occasion}.",
              "Mail {to:email}, subject {subject:occasion}: {body:sentence}."),
          tool(
              "send_message|message|text|notify",
              "Tell {to:first name} that {body:sentence}.",
              "Send {to:full name} a message: {body:sentence}.",
              "Text {to:first name} {body:sentence}."),
          tool(
              "search|web_search|search_web|find",
              "Search for {query:product}.",
              "Search the web for {query:title}.",
              "Find {limit:small} results about {query:hobby}.",
              "Look up {query:full name}.",
              "Search for {query:thing}, at most {limit:small} results."),
          tool(
              "create_event|add_event|schedule_meeting|calendar",
              "Schedule {title:occasion} on {day:date} at {time:clock}.",
              "Put {title:occasion} in my calendar for {day:day} at {time:clock}.",
              "Book a meeting with {who:first names} on {day:date}.",
              "Plan {title:occasion} with {who:first names} {day:day}."),
          tool(
              "set_timer|timer|start_timer",
              "Set a timer for {minutes:minutes} minutes.",
              "Wake me in {minutes:minutes} minutes.",
              "Timer {minutes:minutes} min, called {label:dish}."),
          tool(
              "set_alarm|alarm",
              "Set an alarm for {time:clock}.",
              "Wake me at {time:clock} {day:day}.",
              "Alarm at {time:clock}, please."),
          tool(
              "create_reminder|remind|add_reminder|reminder",
              "Remind me {day:day} that {body:sentence}.",
              "Remind me on {day:date}: {body:sentence}.",
              "Add a reminder at {time:clock}: {body:sentence}."),
          tool(
              "translate|translate_text",
              "Translate {body:sentence} to {language:language}.",
              "How do you say {body:product} in {language:language}?",
              "Translate '{body:thing}' from {source:language} to {language:language}."),
          tool(
              "convert_currency|convert|exchange",
              "Convert {amount:price} {source:currency} to {target:currency}.",
              "How much is {amount:count} {source:currency} in {target:currency}?",
              "Change {amount:price} {source:currency} into {target:currency}."),
          tool(
              "calculate|calculator|compute",
              "What is {query:sum}?",
              "Calculate {query:sum}.",
              "Compute {query:sum} for me."),
          tool(
              "play_music|play|play_song",
              "Play {title:title}.",
              "Play {title:title} by {artist:full name}.",
              "Put on some {genre:hobby}.",
              "I want to hear {title:title} by {artist:full name}."),
          tool(
              "book_table|reserve_table|reserve",
              "Book a table for {people:small} at {place:company} {day:day}.",
              "Reserve a table for {people:small} on {day:date} at {time:clock}.",
              "A table for {people:small} at {place:company}, {time:clock}."),
          tool(
              "book_flight|find_flights|search_flights",
              "Book a flight from {source:city} to {target:city} on {day:date}.",
              "Find flights from {source:city} to {target:city} {day:day}.",
              "Fly me to {target:city} on {day:date}."),
          tool(
              "get_directions|route|navigate",
              "How do I get from {source:city} to {target:city}?",
              "Directions to {target:street}.",
              "Take me from {source:street} to {target:venue} by {mode:mode}."),
          tool(
              "order_product|order|buy|add_to_cart",
              "Order {amount:small} {item:product}.",
              "Buy {amount:small} {item:product} for {who:first name}.",
              "Add {amount:small} x {item:product} to the cart."),
          tool(
              "turn_on|set_light|light",
              "Turn the light in the {place:room} {state:switch}.",
              "Set the light in the {place:room} to {colour:colour}.",
              "Make the {place:room} {colour:colour}."),
          tool(
              "get_stock_price|stock|quote",
              "What is the stock price of {item:company}?",
              "How is {item:company} trading?",
              "Quote for {item:company} in {target:currency}."),
          tool(
              "read_file|open_file|open",
              "Open the file {path:file}.",
              "Show me {path:file}.",
              "Read the first {limit:count} lines of {path:file}."),
          tool(
              "create_user|add_user|register",
              "Create a user for {who:full name} with the address {to:email}.",
              "Register {who:full name}, {to:email}.",
              "Add the user {who:full name}, age {age:age}."));

  private static final Map<String, List<String>> KEYS =
      Map.ofEntries(
          Map.entry("city", List.of("city", "city", "location", "place")),
          Map.entry("day", List.of("day", "date", "when")),
          Map.entry("unit", List.of("unit", "units")),
          Map.entry("to", List.of("to", "to", "recipient", "email", "address")),
          Map.entry("subject", List.of("subject", "title")),
          Map.entry("body", List.of("text", "message", "body", "content")),
          Map.entry("query", List.of("query", "query", "q", "text", "expression")),
          Map.entry("limit", List.of("limit", "max_results", "count", "n")),
          Map.entry("title", List.of("title", "title", "name", "song", "event")),
          Map.entry("time", List.of("time", "at", "start")),
          Map.entry("who", List.of("attendees", "with", "guests", "name", "user")),
          Map.entry("minutes", List.of("minutes", "duration")),
          Map.entry("label", List.of("label", "name")),
          Map.entry("language", List.of("language", "target_language", "to")),
          Map.entry("source", List.of("from", "source", "origin")),
          Map.entry("target", List.of("to", "target", "destination")),
          Map.entry("amount", List.of("amount", "quantity", "value")),
          Map.entry("artist", List.of("artist", "by")),
          Map.entry("genre", List.of("genre", "style")),
          Map.entry("people", List.of("people", "guests", "seats", "party_size")),
          Map.entry("place", List.of("place", "room", "restaurant", "location")),
          Map.entry("mode", List.of("mode", "by")),
          Map.entry("item", List.of("item", "product", "name", "symbol")),
          Map.entry("state", List.of("state", "power")),
          Map.entry("colour", List.of("color", "colour")),
          Map.entry("path", List.of("path", "file", "filename")),
          Map.entry("age", List.of("age")));

  private static final List<String> TOOL_KEYS =
      List.of("tool", "tool", "name", "name", "function", "action");
  private static final List<String> ARGUMENT_KEYS =
      List.of("arguments", "arguments", "arguments", "args", "parameters", "input");

  private static Tool tool(String names, String... requests) {
    return new Tool(List.of(names.split("\\|")), List.of(requests));
  }

  @Override
  public TrainingText draw(Draw draw) {
    Tool tool = draw.pick(TOOLS);
    Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
    Matcher slots = SLOT.matcher(draw.pick(tool.requests()));
    StringBuilder request = new StringBuilder();
    while (slots.find()) {
      Value value = value(draw, slots.group(2));
      List<String> keys = new ArrayList<>(KEYS.get(slots.group(1)));
      keys.removeAll(arguments.keySet());
      arguments.put(draw.pick(keys), value.json());
      slots.appendReplacement(request, Matcher.quoteReplacement(value.text()));
    }
    slots.appendTail(request);
    if (draw.chance(0.1)) {
      request.insert(0, draw.pick(List.of("Please: ", "User: ", "Hi! ", "Could you help? ")));
    }
    Map<String, @Nullable Object> call = new LinkedHashMap<>();
    call.put(draw.pick(TOOL_KEYS), draw.pick(tool.names()));
    if (draw.chance(0.9)) {
      call.put(draw.pick(ARGUMENT_KEYS), arguments);
    } else {
      arguments.forEach(call::putIfAbsent);
    }
    Object json = draw.chance(0.04) ? Map.of("tool_calls", List.of(call)) : call;
    return new TrainingText(
        "tool",
        Prompts.prompt(draw, "request", request.toString()),
        JsonText.write(json, Prompts.style(draw)));
  }

  private static Value value(Draw draw, String kind) {
    return switch (kind) {
      case "day" -> {
        String day =
            draw.pick(
                List.of(
                    "today",
                    "tomorrow",
                    "tonight",
                    "on Monday",
                    "on Tuesday",
                    "on Friday",
                    "on Sunday",
                    "next week",
                    "this weekend"));
        yield new Value(day, day.replaceFirst("^on ", ""));
      }
      case "scale" -> Value.ofText(draw.pick(List.of("celsius", "fahrenheit")));
      case "mode" -> Value.ofText(draw.pick(List.of("car", "train", "bus", "bike", "foot")));
      case "switch" -> Value.ofText(draw.pick(List.of("on", "off")));
      case "room" ->
          Value.ofText(
              draw.pick(List.of("kitchen", "bedroom", "garage", "hall", "bathroom", "office")));
      case "sum" ->
          Value.ofText(
              draw.between(1, 999)
                  + " "
                  + draw.pick(List.of("+", "-", "*", "/"))
                  + " "
                  + draw.between(1, 99));
      case "file" ->
          Value.ofText(
              draw.pseudoWord() + draw.pick(List.of(".txt", ".md", ".json", ".java", ".csv")));
      default -> draw.value(kind);
    };
  }
}
