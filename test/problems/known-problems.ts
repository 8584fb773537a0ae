/** Every problem that any command can report: each command's modules define theirs when they are loaded. */
import { readdirSync } from "node:fs";
import { allProblems } from "../../src/diagnostics/problem.ts";

for (const name of readdirSync(new URL("../../src/cli/", import.meta.url)))
  if (name.endsWith(".ts") && name !== "main.ts") await import(`../../src/cli/${name}`);

export const knownProblems = allProblems();
