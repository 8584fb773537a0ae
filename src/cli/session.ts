/** In: what a command found. Out: what is printed, in the format that was asked for, and the exit code. */
import { realpathSync } from "node:fs";
import type { Paint } from "../diagnostics/paint.ts";
import { Report } from "../diagnostics/problem.ts";
import { renderGithub } from "../diagnostics/render-github.ts";
import { problemsAsJson, renderJson } from "../diagnostics/render-json.ts";
import { renderPretty, summaryOf } from "../diagnostics/render-pretty.ts";
import { openProject, type Project } from "../project/project.ts";
import { type ExitCode, exitCodeOf } from "./exit-code.ts";
import { shownPath, withShownPaths } from "./show-paths.ts";
import { paintFor, type Terminal } from "./terminal.ts";

export type Format = "pretty" | "json" | "github";

export interface Outcome {
  /** Lines for people, below the problems. */
  readonly lines?: readonly string[];
  /** Members of the JSON document, beside the problems. */
  readonly data?: object;
  /** Where it is not what the problems alone say. */
  readonly exitCode?: ExitCode;
}

/** One run of a command. */
export class Session {
  readonly report = new Report();
  readonly paint: Paint;
  /** The folder that the command runs in, without links. */
  readonly folder: string;
  #project: Project | undefined;

  constructor(
    readonly terminal: Terminal,
    readonly command: string,
    readonly format: Format,
  ) {
    this.paint = paintFor(terminal.out, terminal.environment);
    this.folder = realpathSync(terminal.folder);
  }

  /** The project of the folder; nothing where its configuration is wrong, which is in the report then. */
  async open(): Promise<Project | undefined> {
    this.#project = await openProject(this.folder, this.report);
    return this.#project;
  }

  /** A name from the project's root, as it is from the folder that the command runs in. */
  shown(name: string): string {
    return this.#project ? shownPath(name, this.#project.root, this.folder) : name;
  }

  /** What the problems alone say. */
  get exitCode(): ExitCode {
    return exitCodeOf(this.report.diagnostics);
  }

  /** Prints the problems and what else there is to say. */
  finish(outcome: Outcome = {}): ExitCode {
    const exitCode = outcome.exitCode ?? this.exitCode;
    const diagnostics = this.#project
      ? withShownPaths(this.report.diagnostics, this.#project.root, this.folder)
      : this.report.diagnostics;
    const { out } = this.terminal;
    if (this.format === "json") {
      out.write(
        renderJson({ command: this.command, ok: exitCode === 0, ...problemsAsJson(diagnostics), ...outcome.data }),
      );
      return exitCode;
    }
    out.write(this.format === "github" ? renderGithub(diagnostics) : renderPretty(diagnostics, this.paint));
    const lines = outcome.lines ?? this.#summary(summaryOf(diagnostics));
    if (lines.length > 0) out.write(`${lines.join("\n")}\n`);
    return exitCode;
  }

  #summary(text: string): readonly string[] {
    return text === "" ? [] : [this.verdict(text)];
  }

  /** A closing line in the colour of how it went. */
  verdict(text: string): string {
    const errors = this.report.hasErrors;
    return this.paint.bold(
      errors
        ? this.paint.red(text)
        : this.report.diagnostics.length > 0
          ? this.paint.yellow(text)
          : this.paint.green(text),
    );
  }
}
