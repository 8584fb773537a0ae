/**
 * A page that shows commands and files, as steps that can be done again. Fenced blocks are steps by the words behind
 * their language:
 *
 * - `console`: lines with `$ ` are run by bash, one after the other; what follows each is what it prints. A line `…` stands
 *   for any lines, and inside a line for the rest of it.
 * - `diff PATH`: a change to a file.
 * - `LANGUAGE new PATH`: a new file. `LANGUAGE PATH`: lines that a file has, in one piece.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

export interface Step {
  readonly language: string;
  /** The words behind the language. */
  readonly words: readonly string[];
  readonly text: string;
  /** The line of the page that it begins on. */
  readonly line: number;
}

export function stepsOf(page: string): readonly Step[] {
  return [...page.matchAll(/^```(\S+)(.*)\n([\s\S]*?)^```$/gm)].map((match) => ({
    language: match[1] as string,
    words: (match[2] as string).split(" ").filter((word) => word !== ""),
    text: match[3] as string,
    line: page.slice(0, match.index).split("\n").length,
  }));
}

/** Does the step in `folder`; throws with what the page shows and what there is, where they differ. */
export function doStep(step: Step, folder: string, environment: NodeJS.ProcessEnv): void {
  const [first = "", second = ""] = step.words;
  if (step.language === "console") runCommands(step.text, folder, environment);
  else if (step.language === "diff") changeFile(join(folder, first), step.text);
  else if (first === "new") writeNewFile(join(folder, second), step.text);
  else if (first !== "") expectPart(join(folder, first), step.text);
}

/** `$ command` and what it prints, by turns. */
export function commandsOf(text: string): readonly { readonly command: string; readonly output: string }[] {
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf("\n");
      return { command: part.slice(0, end), output: part.slice(end + 1) };
    });
}

/** What a person would see: both outputs in the order in which they come. */
export function runCommand(command: string, folder: string, environment: NodeJS.ProcessEnv): string {
  const { stdout } = spawnSync("bash", ["-c", `exec 2>&1\n${command}`], {
    cwd: folder,
    env: environment,
    encoding: "utf8",
  });
  return stdout;
}

function runCommands(text: string, folder: string, environment: NodeJS.ProcessEnv): void {
  for (const { command, output } of commandsOf(text)) {
    const printed = runCommand(command, folder, environment);
    if (!fits(printed, output)) throw new Error(`\`${command}\` prints\n${printed}\nand the page shows\n${output}`);
  }
}

/** Blank lines at the end don't count. */
function fits(printed: string, shown: string): boolean {
  const pattern = `${shown.trimEnd()}\n`
    .replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")
    .replace(/^…\n/gm, "(?:.*\\n)*?")
    .replaceAll("…", ".*");
  return new RegExp(`^${pattern}$`).test(`${printed.trimEnd()}\n`);
}

function changeFile(path: string, diff: string): void {
  const lines = diff.trimEnd().split("\n");
  const side = (sign: string) =>
    lines
      .filter((line) => line.startsWith(sign) || line.startsWith(" ") || line === "")
      .map((line) => `${line.slice(1)}\n`)
      .join("");
  const text = `\n${readFileSync(path, "utf8")}`;
  const before = `\n${side("-")}`;
  if (text.split(before).length !== 2) throw new Error(`${path} does not have once:${before}`);
  writeFileSync(path, text.replace(before, () => `\n${side("+")}`).slice(1));
}

function writeNewFile(path: string, text: string): void {
  if (existsSync(path)) throw new Error(`${path} is there already`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function expectPart(path: string, shown: string): void {
  const text = readFileSync(path, "utf8");
  if (!`\n${text}`.includes(`\n${shown}`)) throw new Error(`${path} has\n${text}\nand the page shows\n${shown}`);
}
