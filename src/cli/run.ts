/** In: the words after `tocsin`, and a terminal. Out: the exit code. Nothing escapes from here. */
import { type Command, CommanderError } from "commander";
import { cleanText } from "../diagnostics/clean-text.ts";
import type { ExitCode } from "./exit-code.ts";
import { makeProgram } from "./program.ts";
import type { Terminal } from "./terminal.ts";

export async function run(words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const program = makeProgram(terminal, (code) => {
    exitCode = code;
  });
  if (words.length === 0) {
    program.outputHelp({ error: true });
    return 2;
  }
  try {
    await program.parseAsync(isHelpOfNothing(program, words) ? words.slice(1) : words, { from: "user" });
    return exitCode;
  } catch (error) {
    // Help and the version were asked for; anything else is a command line that isn't understood.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    reportBug(error, terminal);
    return 3;
  }
}

/** `help chekc`: as the command itself it gets an answer that names the nearest one. */
function isHelpOfNothing(program: Command, [first, second]: readonly string[]): boolean {
  return first === "help" && second !== undefined && !program.commands.some((one) => one.name() === second);
}

/** Whatever is thrown is a mistake of ours: wrong input is reported as data. */
export function reportBug(error: unknown, terminal: Pick<Terminal, "err" | "environment">): void {
  const message = error instanceof Error ? error.message : String(error);
  terminal.err.write(
    `tocsin: this is a mistake in Tocsin itself, not in the input: ${cleanText(message).slice(0, 500)}\n`,
  );
  terminal.err.write(
    "Please report it, with the rule or log that it happened with. TOCSIN_DEBUG=1 shows where it happened.\n",
  );
  if (terminal.environment.TOCSIN_DEBUG)
    terminal.err.write(`${error instanceof Error ? error.stack : String(error)}\n`);
}
