/**
 * The command {@code espalier}: arguments become calls of the library, results become text or JSON
 * on standard output, and whatever goes wrong becomes one message and an exit status.
 *
 * <p>In reading order: {@link dev.espalier.engine.cli.Espalier} puts the command line together and
 * runs it; {@code GenerateCommand}, {@code CheckCommand} and {@code MatchCommand} are its own
 * subcommands, others come through {@link dev.espalier.engine.cli.Subcommand}; {@code
 * LanguageOptions} are the options that name a schema or a grammar, {@code SchemaSettings} those
 * that say how a schema is read, with {@link dev.espalier.engine.cli.DialectNames}; {@code Texts}
 * reads {@code @FILE}; {@link dev.espalier.engine.cli.TextTokens} cuts a text into tokens with the
 * same bytes; {@link dev.espalier.engine.cli.ExitCode}, {@link
 * dev.espalier.engine.cli.CommandFailure} and {@code Failures} say how a command ends.
 *
 * <p>At the border: data on {@code out}, notes and progress on {@code err}, both UTF-8; nothing is
 * printed elsewhere. No input gives a stack trace unless it has found a defect.
 */
@NullMarked
package dev.espalier.engine.cli;

import org.jspecify.annotations.NullMarked;
