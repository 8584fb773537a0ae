/**
 * Runs one official tool on a pack and gives its report as data. In: a validator's name and the arguments of its
 * runner. Out: what it found, or why it could not be asked. Knows nothing of how a pack is made.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export type Validator = "panther" | "elastic" | "contentctl" | "appinspect";

export interface Problem {
  readonly file: string;
  readonly line?: number;
  readonly message: string;
}

export interface Report {
  readonly tool: string;
  readonly version: string;
  readonly checked: number;
  readonly problems: readonly Problem[];
  readonly counts?: Readonly<Record<string, number>>;
}

export type Outcome =
  | { readonly status: "ran"; readonly report: Report }
  | { readonly status: "missing"; readonly why: string };

const here = fileURLToPath(new URL(".", import.meta.url));
const venvs = fileURLToPath(new URL("../../.venvs/", import.meta.url));

/** What a reader calls each check. */
const titles: Readonly<Record<Validator, string>> = {
  panther: "panther-analysis-tool, black, isort, pylint",
  elastic: "eql and the rule file checks",
  contentctl: "contentctl",
  appinspect: "splunk-appinspect",
};

/** Undefined when the tool can run; else one line that says which check does not. */
export function missing(name: Validator): string | undefined {
  const stamp = join(venvs, name, ".requirements.sha256");
  const wanted = createHash("sha256")
    .update(readFileSync(join(here, "requirements", `${name}.txt`)))
    .digest("hex");
  if (!existsSync(stamp)) return `not run: ${titles[name]} (no .venvs/${name}; run npm run validators:install)`;
  if (readFileSync(stamp, "utf8").trim() !== wanted)
    return `not run: ${titles[name]} (.venvs/${name} is out of date; run npm run validators:install)`;
  return undefined;
}

/** Rejects only when the runner itself failed: a problem of the pack is part of the report. */
export async function runValidator(name: Validator, args: readonly string[]): Promise<Outcome> {
  const why = missing(name);
  if (why !== undefined) return { status: "missing", why };
  const python = join(venvs, name, "bin", "python");
  const runner = join(here, "runners", `${name}.py`);
  return { status: "ran", report: JSON.parse(await output(python, ["-B", runner, ...args])) as Report };
}

function output(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${program} ${args.join(" ")} could not run:\n${stderr || error.message}`));
      else resolve(stdout);
    });
  });
}
