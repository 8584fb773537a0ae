/** In: hostile inputs. Each goes through every command and every format, and nothing may break out, break down or get lost. */
import { afterAll, describe, expect, test } from "vitest";
import { type Ran, type Surroundings, tocsin } from "../cli/support.ts";
import type { HostileClass, HostileLog, HostileProject, HostileWords } from "./input.ts";
import {
  complaintsOn,
  complaintsOnGithub,
  complaintsOnJson,
  complaintsOnJunit,
  complaintsOnPretty,
  complaintsOnSarif,
  problemsIn,
} from "./readers.ts";
import { makeSandbox } from "./sandbox.ts";

/** Each command that looks at rules, and the formats that it has beside `pretty` and `json`. */
const COMMANDS: readonly (readonly [words: readonly string[], formats: readonly string[]])[] = [
  [["check"], ["github", "sarif", "junit"]],
  [["test"], ["github", "sarif", "junit"]],
  [["build"], ["github", "sarif", "junit"]],
  [["build", "--check"], []],
  [
    // Its engine is no process of its own; `emitted.test.ts` verifies on all of them.
    ["verify", "--target", "splunk"],
    ["github", "sarif", "junit"],
  ],
  [["fmt", "--check"], ["github"]],
  [["coverage", "--navigator", "coverage.json"], ["github"]],
  [["explain", "A.Rule"], []],
  [["hunt", "log.json"], []],
];
/** For what is large: `whole-process.test.ts` measures the others. */
const FEW: typeof COMMANDS = [
  [["check"], ["github", "sarif", "junit"]],
  [["build"], []],
];
const LARGE = 50_000;
const STAGES = ["tokens", "ast", "ir", "panther", "elastic", "splunk"];

export function throughEveryCommand(classes: readonly HostileClass[]): void {
  const junit: string[] = [];
  afterAll(async () => expect(await complaintsOnJunit(junit)).toEqual([]));
  describe.each(classes.map((one) => [`${one.number}. ${one.name}`, one] as const))("%s", (_, { inputs }) => {
    for (const input of inputs) {
      if (input.kind === "project") test(input.name, () => runProject(input, junit));
      else if (input.kind === "log") test(input.name, () => runLog(input, junit));
      else test(input.name, () => runWords(input, junit));
    }
  });
}

/** Runs commands in one folder and gathers what there is to complain about. */
class Trial {
  readonly complaints: string[] = [];

  constructor(
    readonly folder: string,
    readonly junit: string[],
  ) {}

  async run(words: readonly string[], surroundings: Surroundings = {}): Promise<Ran> {
    const ran = await tocsin(this.folder, words, surroundings);
    this.complain(words, complaintsOn(ran));
    return ran;
  }

  complain(words: readonly string[], lines: readonly string[]): void {
    this.complaints.push(...lines.map((line) => `${words.join(" ")}: ${line}`));
  }

  /** The command in all of its formats; what its JSON says. */
  async runInFormats(words: readonly string[], formats: readonly string[]): Promise<Ran> {
    const json = await this.run([...words, "--format", "json"]);
    const isExplain = words[0] === "explain";
    // That something is to format or to build is no problem at a place.
    if (!isExplain && !words.includes("--check")) this.complain([...words, "json"], complaintsOnJson(json));
    const problems = isExplain ? 0 : problemsIn(json.out).length;
    const pretty = await this.run(words);
    this.complain(words, complaintsOnPretty(pretty));
    for (const format of formats) {
      const ran = await this.run([...words, "--format", format]);
      if (format === "github") this.complain([...words, format], complaintsOnGithub(ran, problems));
      else if (format === "sarif") this.complain([...words, format], complaintsOnSarif(ran, problems));
      else this.junit.push(ran.out);
      if (ran.exitCode !== json.exitCode) this.complain([...words, format], [`${ran.exitCode}, not ${json.exitCode}`]);
    }
    return json;
  }

  end(changes: readonly string[]): void {
    const lines = [...this.complaints, ...changes];
    if (lines.length > 0) throw new Error(lines.join("\n"));
  }
}

async function runProject(input: HostileProject, junit: string[]): Promise<void> {
  const sandbox = makeSandbox(input);
  const trial = new Trial(sandbox.project, junit);
  let codes: readonly string[] = [];
  const isLarge = Object.values(input.files).some((content) => content.length > LARGE);
  for (const [words, formats] of isLarge ? FEW : COMMANDS) {
    const { out } = await trial.runInFormats(words, formats);
    if (words.join(" ") === "build") codes = errorCodes(out);
  }
  for (const stage of isLarge ? ["ast"] : STAGES) await trial.run(["dump", "--stage", stage]);
  const [text] = Object.values(input.files);
  // What it prints is the file itself.
  if (text !== undefined)
    trial.complain(
      ["fmt", "-"],
      complaintsOn({ ...(await tocsin(trial.folder, ["fmt", "-"], { input: text })), out: "…" }),
    );
  await trial.run(["new", "Made.Rule"]);
  await trial.run(["init", "begun"]);
  trial.complain(["build"], codes.join(" ") === input.codes ? [] : [`${codes.join(" ")}, not ${input.codes}`]);
  trial.end(sandbox.changes());
}

const errorCodes = (out: string) =>
  [...new Set(problemsIn(out).flatMap((one) => (one.severity === "error" ? [one.code] : [])))].sort();

interface HuntFound {
  readonly found: readonly { readonly kind: string }[];
  readonly rules: readonly { readonly hits: number }[];
  readonly total: { readonly accepted: number; readonly rejected: number };
}

async function runLog(input: HostileLog, junit: string[]): Promise<void> {
  const sandbox = makeSandbox(input);
  const trial = new Trial(sandbox.project, junit);
  const ran = await trial.run(["hunt", input.file, "--format", "json"]);
  const { total, found, rules } = JSON.parse(ran.out) as HuntFound;
  const listed = found.filter((one) => one.kind === "rejected").length;
  expect({ events: total.accepted, rejected: total.rejected, listed, hits: rules[0]?.hits }).toEqual({
    events: input.events,
    rejected: input.rejected,
    listed: input.rejected,
    hits: input.hits ?? 0,
  });
  const pretty = await trial.run(["hunt", input.file]);
  trial.complain(["hunt"], complaintsOnPretty(pretty));
  trial.end(sandbox.changes());
}

async function runWords(input: HostileWords, junit: string[]): Promise<void> {
  const { words, exitCode, says } = input;
  const sandbox = makeSandbox(input);
  const trial = new Trial(sandbox.project, junit);
  const ran = await trial.run(words);
  trial.complain(words, complaintsOnPretty(ran));
  expect(`${ran.out}${ran.err}`).toContain(says);
  expect(ran.exitCode).toBe(exitCode);
  trial.end(sandbox.changes());
}
