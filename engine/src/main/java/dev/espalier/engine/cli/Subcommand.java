package dev.espalier.engine.cli;

import java.util.concurrent.Callable;

/**
 * A subcommand of {@code espalier}, found by {@link java.util.ServiceLoader}: a class with
 * picocli's annotations. It returns an {@link ExitCode}, writes data to its command line's {@code
 * out} and all else to {@code err}.
 */
public interface Subcommand extends Callable<Integer> {}
