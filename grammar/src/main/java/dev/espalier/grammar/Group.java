package dev.espalier.grammar;

import java.util.List;
import java.util.Optional;

/**
 * Members with counts, one after the other: the one construct for repetition, for the items of an
 * array and for the properties of an object. A value.
 *
 * <p>The text is a sequence of occurrences, {@code min} to {@code max} in all, with the separator
 * between each two; member <i>i</i> occurs {@code members[i].min} to {@code members[i].max} times.
 * {@link Order#LISTED}: the occurrences of a member come before those of the members listed after
 * it; {@link Order#ANY}: in any order; {@link Order#listedFirst}: some as listed, then the others
 * in any order. Counts stay counters: {@code x{0,1000000}} costs what {@code x{0,2}} does, and the
 * properties of an object are the set of those still missing, never a product of states.
 *
 * @param members not empty; none may derive the empty text, unless there is but one and no
 *     separator
 * @param separator between occurrences; empty for none
 * @param min the least number of occurrences in all
 * @param max the greatest, or {@link Regex#UNBOUNDED}; the counts of the members and of the group
 *     must agree on some number
 */
public record Group(List<Member> members, Optional<Symbol> separator, Order order, int min, int max)
    implements Symbol {

  /**
   * In which order the members occur: the first {@code listed} of them as they are listed, then the
   * others, the tail, in any order among themselves.
   *
   * <p>A group whose tail has fewer than two members has the order {@link #LISTED}.
   */
  public record Order(int listed) {
    /** All as they are listed. */
    public static final Order LISTED = new Order(Integer.MAX_VALUE);

    /** All in any order. */
    public static final Order ANY = new Order(0);

    public Order {
      if (listed < 0) {
        throw new IllegalArgumentException("listed members: " + listed);
      }
    }

    /** The first {@code listed} as they are listed, then the others in any order. */
    public static Order listedFirst(int listed) {
      return new Order(listed);
    }

    /** Whether an occurrence of {@code member} may come after one of {@code last}. */
    public boolean allows(int last, int member) {
      return member >= Math.min(last, listed);
    }

    @Override
    public String toString() {
      return equals(LISTED) ? "LISTED" : equals(ANY) ? "ANY" : "LISTED_FIRST(" + listed + ")";
    }
  }

  /**
   * One member and how often it occurs.
   *
   * @param max may be {@link Regex#UNBOUNDED}
   */
  public record Member(Symbol symbol, int min, int max) {
    public Member {
      if (min < 0 || max < min || max == 0) {
        throw new IllegalArgumentException("not a count: {" + min + "," + max + "}");
      }
    }

    @Override
    public String toString() {
      return symbol + Group.bounds(min, max);
    }
  }

  public Group {
    members = List.copyOf(members);
    if (members.isEmpty()) {
      throw new IllegalArgumentException("a group without members");
    }
    if (min < 0 || max < min) {
      throw new IllegalArgumentException("not a count: {" + min + "," + max + "}");
    }
    order = members.size() - order.listed() < 2 ? Order.LISTED : order;
    long least = members.stream().mapToLong(Member::min).sum();
    long most = members.stream().mapToLong(Member::max).sum();
    if (least > max || most < min) {
      throw new IllegalArgumentException(
          "members occur " + least + " to " + most + " times, the group " + min + " to " + max);
    }
  }

  /** {@code symbol} repeated {@code min} to {@code max} times, with nothing between. */
  public static Group repeat(Symbol symbol, int min, int max) {
    return new Group(
        List.of(new Member(symbol, min, max)), Optional.empty(), Order.LISTED, 0, Regex.UNBOUNDED);
  }

  private static String bounds(int min, int max) {
    return "{" + min + "," + (max == Regex.UNBOUNDED ? "" : max) + "}";
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder("<");
    for (int i = 0; i < members.size(); i++) {
      out.append(i == 0 ? "" : i > order.listed() ? " & " : " ").append(members.get(i));
    }
    separator.ifPresent(s -> out.append(" by ").append(s));
    return out.append(">").append(bounds(min, max)).toString();
  }
}
