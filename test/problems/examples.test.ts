/** Every problem's page shows what has the problem and what has not: both are run, as they stand there. */
import { expect, test } from "vitest";
import { makeFolder, tocsin } from "../cli/support.ts";
import { knownProblems } from "./known-problems.ts";
import { sampleProject } from "./sample-project.ts";
import { type Scenario, scenarios } from "./scenarios.ts";

interface Found {
  readonly code: string;
  readonly severity: string;
}

async function run({ files, prepare, words }: Scenario): Promise<readonly Found[]> {
  const folder = makeFolder(files);
  await prepare?.(folder);
  const hasJson = !words.includes("--format") && !["new", "coverage"].includes(words[0] as string);
  const { out } = await tocsin(folder, hasJson ? [...words, "--format", "json"] : words);
  if (hasJson) return JSON.parse(out).diagnostics;
  const lines = out.matchAll(/(?:::)?(error|warning|hint|notice) (?:.*?,title=)?(D\d{4})/g);
  return [...lines].map(([, severity, code]) => ({ severity, code }) as Found);
}

/** A text of a rule is checked, compiled and tested. */
async function inSample(code: string, example: string): Promise<readonly Found[]> {
  const files = sampleProject(example, code.startsWith("D4") || code === "D2016");
  return [...(await run({ files, words: ["build"] })), ...(await run({ files, words: ["test"] }))];
}

const codesOf = (found: readonly Found[]) => [...new Set(found.map(({ code }) => code))];

/** The grammar's own problems have a test beside the grammar. */
const isOfGrammar = (code: string) => code.startsWith("D1");

test.each(knownProblems.filter(({ code }) => !isOfGrammar(code)).map((one) => [one.code, one.slug, one] as const))(
  "%s %s",
  async (code, _, { example }) => {
    const scenario = scenarios[code];
    const avoid = scenario ? await run(scenario.avoid) : await inSample(code, example.avoid);
    const prefer = scenario ? await run(scenario.prefer) : await inSample(code, example.prefer);
    expect(codesOf(avoid)).toContain(code);
    expect(codesOf(prefer)).not.toContain(code);
    // Repaired, it is right in every other way too.
    expect(prefer.filter(({ severity }) => severity === "error")).toEqual([]);
  },
);
