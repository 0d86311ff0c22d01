/**
 * A JSON text as far as it has come, for checks that no grammar can make.
 *
 * <p>In reading order: {@link dev.espalier.masking.trail.JsonTrail} (reads bytes, takes them back,
 * and answers checks), {@link dev.espalier.masking.trail.NameTrie} (the names of an object), {@link
 * dev.espalier.masking.trail.ItemKeys} (the items of an array), {@link
 * dev.espalier.masking.trail.TokenQuotes} and {@link dev.espalier.masking.trail.RepeatedNames}
 * (which tokens may repeat a name).
 *
 * <p>At the border: what a check is told depends on the bytes alone, not on how a grammar reads
 * them; and taking bytes back leaves everything as it was before them.
 */
@NullMarked
package dev.espalier.masking.trail;

import org.jspecify.annotations.NullMarked;
