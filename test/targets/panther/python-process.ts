/** A CPython to read emitted text back with: the one of the Panther tools if it is installed, else any with PyYAML. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const installed = fileURLToPath(new URL("../../../.venvs/panther/bin/python", import.meta.url));

function has(python: string, module: string): boolean {
  return spawnSync(python, ["-c", `import ${module}`], { stdio: "ignore" }).status === 0;
}

/** The Python that can import the module; says aloud which check does not run where there is none. */
export function pythonWith(module: string, check: string): string | undefined {
  const found = [installed, "python3"].find(
    (python) => (python !== installed || existsSync(installed)) && has(python, module),
  );
  if (!found) console.warn(`NOT CHECKED: ${check} (no Python with ${module}; \`npm run validators:install\`)`);
  return found;
}

/** Runs a script with the input as JSON on stdin; its stdout is JSON. */
export function runPython<Answer>(python: string, script: string, input: unknown): Answer {
  const run = spawnSync(python, ["-c", script], { input: JSON.stringify(input), encoding: "utf8", maxBuffer: 1 << 28 });
  if (run.status !== 0) throw new Error(`python failed: ${run.stderr}`);
  return JSON.parse(run.stdout) as Answer;
}
