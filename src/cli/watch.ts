/** `--watch`: a command runs again whenever one of the project's files changes, until it is interrupted. */
import { realpathSync } from "node:fs";
import { Report } from "../diagnostics/problem.ts";
import { findConfig } from "../project/find-config.ts";
import { openProject } from "../project/project.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Terminal } from "./terminal.ts";

/** Files are often written in several steps; this many milliseconds after the last of them the command runs. */
const CALM = 60;

/** What the rules depend on: the configuration and all below their root. */
async function watchedPaths(folder: string): Promise<readonly string[]> {
  const { root, path } = findConfig(realpathSync(folder));
  const project = await openProject(root, new Report());
  // While the configuration is broken, only a change to it can help.
  return [...(path === undefined ? [] : [path]), project ? project.rules : root];
}

const CLEAR = "\u001b[2J\u001b[3J\u001b[H";

/** Runs at once and after each change of the configuration or below the rules; ends with 0 when it is interrupted. */
export async function watch(terminal: Terminal, runOnce: () => Promise<ExitCode>): Promise<ExitCode> {
  const { watch: watchFiles } = await import("chokidar");
  const watcher = watchFiles([...(await watchedPaths(terminal.folder))], {
    ignoreInitial: true,
    followSymlinks: false,
  });
  let wake: () => void = () => {};
  let isStale = false;
  let isOver = false;
  const wakeUp = () => wake();
  watcher.on("all", () => {
    isStale = true;
    wakeUp();
  });
  const stop = () => {
    isOver = true;
    wakeUp();
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  await new Promise<void>((resolve) => watcher.once("ready", () => resolve()));
  while (!isOver) {
    isStale = false;
    if (terminal.out.isTerminal) terminal.out.write(CLEAR);
    await runOnce();
    terminal.out.write("Waiting for a change; Ctrl+C ends.\n");
    while (!isStale && !isOver)
      await new Promise<void>((resolve) => {
        wake = resolve;
        // What changed between the look and the wait is not missed.
        if (isStale || isOver) resolve();
      });
    if (!isOver) await new Promise((resolve) => setTimeout(resolve, CALM));
  }
  process.off("SIGINT", stop);
  process.off("SIGTERM", stop);
  await watcher.close();
  return 0;
}
