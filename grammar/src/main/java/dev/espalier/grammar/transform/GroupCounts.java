package dev.espalier.grammar.transform;

import dev.espalier.grammar.Group;
import dev.espalier.grammar.Symbol;
import java.util.function.Predicate;

/**
 * Whether the counts of a {@link Group} can be met when only some of its parts may be used.
 *
 * <p>Built in time linear in the members; each question is then answered in constant time.
 */
final class GroupCounts {
  private final Group group;
  private final Predicate<Symbol> usable;
  private final boolean separable; // whether two occurrences may follow one another
  private final long least; // occurrences that the members demand
  private final long most; // occurrences that the usable members allow
  private final int blocked; // members that are demanded and not usable

  private GroupCounts(Group group, Predicate<Symbol> usable) {
    this.group = group;
    this.usable = usable;
    this.separable = group.separator().isEmpty() || usable.test(group.separator().get());
    long least = 0;
    long most = 0;
    int blocked = 0;
    for (Group.Member member : group.members()) {
      least += member.min();
      if (usable.test(member.symbol())) {
        most += member.max();
      } else if (member.min() > 0) {
        blocked++;
      }
    }
    this.least = least;
    this.most = most;
    this.blocked = blocked;
  }

  /** Of the parts of {@code group} only those that are {@code usable} may occur. */
  static GroupCounts of(Group group, Predicate<Symbol> usable) {
    return new GroupCounts(group, usable);
  }

  /** Whether the group can be derived. */
  boolean canBeMet() {
    return blocked == 0 && fits(least, most);
  }

  /** Whether it can be derived with one more occurrence of member {@code i}, usable or not. */
  boolean canBeMetBesides(int i) {
    Group.Member member = group.members().get(i);
    boolean free = !usable.test(member.symbol());
    int othersBlocked = free && member.min() > 0 ? blocked - 1 : blocked;
    return othersBlocked == 0
        && (!free || member.min() <= 1)
        && fits(least - member.min() + Math.max(member.min(), 1), free ? most + 1 : most);
  }

  /** Whether it can be derived with one occurrence of the separator, usable or not. */
  boolean canBeMetBesidesSeparator() {
    long needed = Math.max(least, group.min());
    return group.separator().isPresent()
        && blocked == 0
        && Math.max(needed, 2) <= Math.min(most, group.max())
        && (needed <= 2 || separable);
  }

  private boolean fits(long least, long most) {
    long needed = Math.max(least, group.min());
    return needed <= Math.min(most, group.max()) && (needed <= 1 || separable);
  }
}
