/** Walks over the text of a regex, and reports what is refused in it: reading goes on behind it, up to a number of problems. */
import type { Problem, Report } from "../diagnostics/problem.ts";
import type { Source, Span } from "../source/source.ts";
import * as problems from "./problems-pattern.ts";

const mostProblems = 20;

export class RegexCursor {
  protected at: number;
  protected broken = false;
  protected isStopped = false;
  #problems = 0;

  constructor(
    readonly source: Source,
    readonly start: number,
    readonly end: number,
    readonly report: Report,
  ) {
    this.at = start;
  }

  protected peek(ahead = 0): string {
    return this.at + ahead < this.end ? this.source.text.charAt(this.at + ahead) : "";
  }

  protected span(start: number, end: number): Span {
    return { source: this.source, start, end };
  }

  protected refuse<Details>(
    kind: Problem<Details>,
    details: Details,
    start: number,
    end = start + 1,
    fix?: string,
  ): void {
    this.broken = true;
    const span = this.span(start, end);
    const fixes = fix === undefined ? [] : [{ title: fix === "" ? "Remove it" : `Write \`${fix}\``, span, text: fix }];
    this.report.add(kind, details, span, { fixes });
    this.#problems++;
    if (this.#problems >= mostProblems) this.stop();
  }

  /** Reads no further: what is left would only be noise. */
  protected stop(): void {
    this.isStopped = true;
    this.at = this.end;
  }

  protected escapeSign(sign: string, at: number): void {
    this.refuse(problems.regexBareSign, { sign }, at, at + 1, `\\${sign}`);
  }

  protected character(): string {
    const character = String.fromCodePoint(this.source.text.codePointAt(this.at) as number);
    this.at += character.length;
    return character;
  }
}
