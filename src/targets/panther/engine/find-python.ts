/** Out: the Pythons in which Panther's tools may be installed, in the order in which they are asked. */
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** Names a Python; then no other is asked. */
export const PYTHON_VARIABLE = "TOCSIN_PANTHER_PYTHON";

export const HOW_TO_INSTALL = `\`pip install panther-analysis-tool==1.11.1\`, in .venvs/panther or in the Python that ${PYTHON_VARIABLE} names`;

/** The named one; else that of the nearest `.venvs/panther`, from the working directory upwards, and `python3`. */
export function pythonsToTry(): readonly string[] {
  const named = process.env[PYTHON_VARIABLE];
  if (named !== undefined && named !== "") return [named];
  const installed = nearestEnvironment(process.cwd());
  return installed === undefined ? ["python3"] : [installed, "python3"];
}

function nearestEnvironment(start: string): string | undefined {
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    const python = join(folder, ".venvs/panther/bin/python");
    if (existsSync(python)) return python;
    if (dirname(folder) === folder) return undefined;
  }
}
