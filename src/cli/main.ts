/** Where the process starts: the command line and the terminal come from it, and it ends with the exit code. */
import { reportBug, run } from "./run.ts";
import type { Output, Terminal } from "./terminal.ts";
import { optimiseLate } from "./tune-engine.ts";

/** The stream is opened only when something is written: opening takes longer than many a command. */
function outputTo(name: "stdout" | "stderr"): Output {
  let opened: NodeJS.WriteStream | undefined;
  const open = (): NodeJS.WriteStream => {
    const stream = process[name];
    stream.on("error", (error: NodeJS.ErrnoException) => {
      // Whoever reads may stop reading (`| head`): no reason to complain.
      if (error.code === "EPIPE") process.exit(process.exitCode ?? 0);
      throw error;
    });
    return stream;
  };
  return {
    write: (text) => {
      opened ??= open();
      if (text !== "") opened.write(text);
    },
    get isTerminal() {
      opened ??= open();
      return opened.isTTY === true;
    },
  };
}

async function main(): Promise<void> {
  const err = outputTo("stderr");
  try {
    const terminal: Terminal = {
      folder: process.cwd(),
      environment: process.env,
      out: outputTo("stdout"),
      err,
      input: () => process.stdin,
    };
    const words = process.argv.slice(2);
    optimiseLate();
    process.exitCode = await run(words, terminal);
  } catch (error) {
    reportBug(error, { err, environment: process.env });
    process.exitCode = 3;
  }
}

void main();
