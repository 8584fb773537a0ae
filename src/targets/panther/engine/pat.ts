/**
 * Panther's own command line tool, `panther_analysis_tool`, once for a whole pack. In: the pack's files. Out: how many
 * tests it ran, and what failed or was refused. What it prints is read as version 1.11.1 prints it; its own count of
 * passed tests is left alone, since it goes wrong where a file is invalid.
 */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, normalize } from "node:path";
import type { PackFile } from "../../target.ts";
import { HOW_TO_INSTALL, pythonsToTry } from "./find-python.ts";

export interface PatFailure {
  /** The rule's id, or the file that was refused. */
  readonly rule: string;
  /** The test's name; none where the whole file is meant. */
  readonly test?: string;
  readonly why: string;
}

export interface PatReport {
  readonly version: string;
  /** How many tests were run, failed ones with them. */
  readonly tests: number;
  readonly failures: readonly PatFailure[];
}

const VERSION_SCRIPT = "from importlib.metadata import version; print(version('panther_analysis_tool'))";
/** Started without its folder's modules in reach: the folder holds a pack. */
const TOOL_SCRIPT = "import sys; sys.path.pop(0); from panther_analysis_tool.main import run; run()";
const TOOL_WORDS = ["--skip-version-check", "test", "--path", "."];
const MOST_SECONDS = 600;
const LONGEST_REASON = 300;

/** Runs the tool on a pack, in a folder that is gone afterwards. */
export async function runPat(files: readonly PackFile[]): Promise<PatReport | { readonly missing: string }> {
  for (const python of pythonsToTry()) {
    const { code, out } = await run(python, ["-B", "-c", VERSION_SCRIPT], process.cwd());
    if (code !== 0) continue;
    const folder = realpathSync(mkdtempSync(join(tmpdir(), "tocsin-panther-")));
    try {
      for (const { path, content } of files) writeBelow(folder, path, content);
      const output = await run(python, ["-B", "-c", TOOL_SCRIPT, ...TOOL_WORDS], folder);
      return readOutput(output, `${folder}/`, out.trim(), files);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return { missing: `panther_analysis_tool is not installed: ${HOW_TO_INSTALL}` };
}

function writeBelow(folder: string, path: string, content: string): void {
  if (normalize(path).startsWith("..")) throw new Error(`compiler bug: a pack's file leads out of the pack: ${path}`);
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

interface Output {
  readonly code: number | null;
  readonly out: string;
  readonly complaints: string;
}

function run(python: string, words: readonly string[], cwd: string): Promise<Output> {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith("PANTHER_"));
  const env = { ...Object.fromEntries(kept), PYTHONUTF8: "1", NO_COLOR: "1" };
  return new Promise((resolve) => {
    const child = spawn(python, words, {
      cwd,
      env,
      stdio: ["ignore", "pipe", "pipe"],
      timeout: MOST_SECONDS * 1000,
      killSignal: "SIGKILL",
    });
    let [out, complaints] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      out += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      complaints += text;
    });
    child.once("error", (error) => resolve({ code: null, out: "", complaints: error.message }));
    child.once("close", (code) => resolve({ code, out: plain(out), complaints: plain(complaints) }));
  });
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what colours are made of.
const plain = (text: string) => text.replace(/\u001b\[[0-9;]*m/g, "");

/** What stands indented below a heading belongs to it: a rule's id, its tests, a test's functions; then the summaries. */
function readOutput(
  { code, out, complaints }: Output,
  folder: string,
  version: string,
  files: readonly PackFile[],
): PatReport {
  const failures: PatFailure[] = [];
  const seen = new Set<string>();
  let [rule, section, tests] = ["", "", 0];
  for (const line of out.replaceAll(folder, "").split("\n")) {
    const test = /^\t\[(PASS|FAIL)\] (.*)$/.exec(line);
    if (/^(\w+ Tests|Test) Summary$/.test(line)) section = line;
    else if (section === "Invalid Tests Summary" && /^\t\S/.test(line)) failures.push({ rule: line.trim(), why: "" });
    else if (section === "Invalid Tests Summary") addReason(failures, line);
    else if (section !== "") continue;
    else if (test) {
      tests++;
      if (test[1] === "FAIL") failures.push({ rule, test: test[2] as string, why: "" });
    } else if (/^\t\t\[FAIL\]/.test(line)) addReason(failures, line.replace("[FAIL]", ""));
    else if (/^\S/.test(line)) {
      rule = line;
      seen.add(line);
    }
  }
  for (const { id, path } of rulesOf(files)) {
    const isNamed = seen.has(id) || failures.some((one) => one.rule === path || one.rule === id);
    if (!isNamed) failures.push({ rule: id, why: "the tool did not mention it" });
  }
  if (code !== 0 && failures.length === 0) {
    failures.push({ rule: "the pack", why: complaints.trimEnd().split("\n").at(-1) || `exit code ${code}` });
  }
  return { version, tests, failures };
}

/** Adds a line to what is known of the failure that was named last. */
function addReason(failures: PatFailure[], line: string): void {
  const last = failures.pop();
  const text = line.replace(/^[\s-]+/, "").trim();
  if (last)
    failures.push({
      ...last,
      why: [last.why, text]
        .filter((one) => one !== "")
        .join(" ")
        .slice(0, LONGEST_REASON),
    });
}

function rulesOf(files: readonly PackFile[]): readonly { readonly id: string; readonly path: string }[] {
  return files.flatMap(({ path, content }) => {
    const id = path.endsWith(".yml") ? /^RuleID: "?([^"\n]*)"?$/m.exec(content)?.[1] : undefined;
    return id === undefined ? [] : [{ id, path }];
  });
}
