/** Projects made of a few files in a folder of their own, and commands run over them without a process. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";
import { run } from "../../src/cli/run.ts";

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export type Files = { readonly [path: string]: string | Uint8Array };

/** A new folder with these files. */
export function makeFolder(files: Files = {}): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "tocsin-test-")));
  folders.push(folder);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

export interface Ran {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

export interface Surroundings {
  readonly environment?: { readonly [name: string]: string };
  readonly input?: string | Uint8Array;
  readonly isTerminal?: boolean;
}

/** Runs `tocsin` with these words in a folder. */
export async function tocsin(
  folder: string,
  words: readonly string[],
  { environment = {}, input = "", isTerminal = false }: Surroundings = {},
): Promise<Ran> {
  let out = "";
  let err = "";
  const bytes = typeof input === "string" ? new TextEncoder().encode(input) : input;
  const exitCode = await run(words, {
    folder,
    environment,
    out: { write: (text) => (out += text), isTerminal },
    err: { write: (text) => (err += text), isTerminal },
    input: async function* () {
      yield bytes;
    },
  });
  return { exitCode, out, err };
}

interface RuleParts {
  readonly id?: string;
  readonly title?: string;
  readonly severity?: string;
  readonly when?: string;
  readonly more?: string;
}

/** A rule in which nothing is wrong, with two tests. */
export function ruleText({
  id = "A.Rule",
  title = "A title",
  severity = "low",
  when = 'eventSource == "iam.amazonaws.com" and eventName == "CreateUser"',
  more,
}: RuleParts = {}): string {
  return `rule ${id} {
  title       = "${title}"
  description = "What it is about."
  severity    = ${severity}
  author      = "Somebody"
  created     = 2026-01-02
  attack      = [TA0003:T1136.003]

  source aws.cloudtrail

  when ${when}

  ${
    more ??
    `test "a call of it"  alerts  { "eventSource": "iam.amazonaws.com", "eventName": "CreateUser" }
  test "another call" ignores { "eventSource": "iam.amazonaws.com", "eventName": "DeleteUser" }`
  }
}
`;
}
