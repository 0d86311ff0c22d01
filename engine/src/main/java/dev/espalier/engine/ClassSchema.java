package dev.espalier.engine;

import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.generator.TypeScope;
import com.github.victools.jsonschema.module.jackson.JacksonSchemaModule;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON Schema of a class: its values are what Jackson reads into it.
 *
 * <p>Properties stand in the order of declaration and no others are allowed. Each is required, but
 * for {@code Optional} and {@code @Nullable} ones, which may be null as well. Whole numbers are
 * within the range of their Java type; dates, times and identifiers have the form that Java reads.
 */
final class ClassSchema {
  private static final String DATE = "\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])";
  private static final String TIME = "([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?";
  private static final String CHARACTER = "^[ -~]$";
  private static final Map<Class<?>, String> PATTERNS =
      Map.of(
          LocalDate.class, "^" + DATE + "$",
          LocalTime.class, "^" + TIME + "$",
          LocalDateTime.class, "^" + DATE + "T" + TIME + "$",
          Instant.class, "^" + DATE + "T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\dZ$",
          UUID.class, "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
          char.class, CHARACTER,
          Character.class, CHARACTER);

  /** The bits of each whole number type. */
  private static final Map<Class<?>, Integer> BITS =
      Map.of(
          short.class, Short.SIZE,
          Short.class, Short.SIZE,
          int.class, Integer.SIZE,
          Integer.class, Integer.SIZE,
          long.class, Long.SIZE,
          Long.class, Long.SIZE);

  /** Each made once, and gone with its class. */
  private static final ClassValue<String> SCHEMAS =
      new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
          return generate(type);
        }
      };

  private ClassSchema() {}

  /** The schema, draft 2020-12, as JSON text. */
  static String of(Class<?> type) {
    return SCHEMAS.get(type);
  }

  private static String generate(Class<?> type) {
    SchemaGeneratorConfigBuilder builder =
        new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
            .with(
                Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT,
                Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES,
                Option.PLAIN_DEFINITION_KEYS)
            .without(Option.STANDARD_FORMATS)
            .with(new JacksonSchemaModule());
    builder
        .forTypesInGeneral()
        .withPropertySorter((a, b) -> 0)
        .withCustomDefinitionProvider((java, context) -> special(java.getErasedType()))
        .withStringPatternResolver(ClassSchema::pattern)
        .withNumberInclusiveMinimumResolver(ClassSchema::minimum)
        .withNumberInclusiveMaximumResolver(ClassSchema::maximum);
    builder
        .forFields()
        .withRequiredCheck(field -> !mayBeAbsent(field))
        .withNullableCheck(ClassSchema::mayBeAbsent);
    return new SchemaGenerator(builder.build()).generateSchema(type).toString();
  }

  /**
   * The constants of an enum as Jackson writes them, and bytes as the numbers that they are; null
   * for other classes.
   */
  private static @Nullable CustomDefinition special(Class<?> type) {
    ObjectNode schema = JsonMapper.shared().createObjectNode();
    if (type == byte.class || type == Byte.class) {
      schema.put("type", "integer").put("minimum", Byte.MIN_VALUE).put("maximum", Byte.MAX_VALUE);
      return new CustomDefinition(schema, true);
    }
    if (!type.isEnum()) {
      return null;
    }
    ArrayNode names = schema.putArray("enum");
    for (Object constant : type.getEnumConstants()) {
      names.add(JsonMapper.shared().valueToTree(constant));
    }
    return new CustomDefinition(schema, true);
  }

  private static @Nullable String pattern(TypeScope scope) {
    return PATTERNS.get(scope.getType().getErasedType());
  }

  private static @Nullable BigDecimal minimum(TypeScope scope) {
    Integer bits = BITS.get(scope.getType().getErasedType());
    return bits == null ? null : BigDecimal.TWO.pow(bits - 1).negate();
  }

  private static @Nullable BigDecimal maximum(TypeScope scope) {
    Integer bits = BITS.get(scope.getType().getErasedType());
    return bits == null ? null : BigDecimal.TWO.pow(bits - 1).subtract(BigDecimal.ONE);
  }

  private static boolean mayBeAbsent(FieldScope scope) {
    Field field = scope.getRawMember();
    return field.getType() == Optional.class
        || Stream.of(field.getAnnotations(), field.getAnnotatedType().getAnnotations())
            .flatMap(Arrays::stream)
            .map(Annotation::annotationType)
            .anyMatch(annotation -> annotation.getSimpleName().equals("Nullable"));
  }
}
