/** In: what a command found. Out: what is printed, in the format that was asked for, and the exit code. */
import { realpathSync } from "node:fs";
import type { Paint } from "../diagnostics/paint.ts";
import { allProblems, Report } from "../diagnostics/problem.ts";
import { renderGithub } from "../diagnostics/render-github.ts";
import { problemsAsJson, renderJson } from "../diagnostics/render-json.ts";
import { type JunitSuite, renderJunit } from "../diagnostics/render-junit.ts";
import { renderPretty, summaryOf } from "../diagnostics/render-pretty.ts";
import { renderSarif } from "../diagnostics/render-sarif.ts";
import { openProject, type Project } from "../project/project.ts";
import { type ExitCode, exitCodeOf } from "./exit-code.ts";
import { problemSuites } from "./problem-suites.ts";
import { shownPath, withShownPaths } from "./show-paths.ts";
import { paintFor, type Terminal } from "./terminal.ts";
import { VERSION } from "./version.ts";

export type Format = "pretty" | "json" | "github" | "sarif" | "junit";

export interface Outcome {
  /** Lines for people, below the problems. */
  readonly lines?: readonly string[];
  /** Members of the JSON document, beside the problems. */
  readonly data?: object;
  /** The cases of a JUnit document; without it, a case per file. */
  readonly suites?: readonly JunitSuite[];
  /** The names of the files that were looked at, as they are shown. */
  readonly files?: readonly string[];
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
    /** Print errors only, and nothing where there are none. */
    readonly quiet: boolean = false,
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
    if (this.format === "sarif") {
      out.write(renderSarif(diagnostics, allProblems(), VERSION));
      return exitCode;
    }
    if (this.format === "junit") {
      const suites = outcome.suites ?? problemSuites(`tocsin ${this.command}`, outcome.files ?? [], diagnostics);
      out.write(renderJunit(`tocsin ${this.command}`, suites));
      return exitCode;
    }
    const shown = this.quiet ? diagnostics.filter(({ severity }) => severity === "error") : diagnostics;
    out.write(this.format === "github" ? renderGithub(shown) : renderPretty(shown, this.paint));
    if (this.quiet && exitCode === 0) return exitCode;
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
