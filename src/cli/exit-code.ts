/** What a command ends with. 0: clean. 1: problems in rules, tests or packs. 2: arguments, configuration, files. 3: our own bug. */
import type { Diagnostic } from "../diagnostics/problem.ts";

export type ExitCode = 0 | 1 | 2 | 3;

/** Problems of the project itself (D6001 to D6019) come before those in rules; warnings and hints are clean. */
export function exitCodeOf(diagnostics: readonly Diagnostic[]): ExitCode {
  const errors = diagnostics.filter((one) => one.severity === "error");
  if (errors.some((one) => one.code >= "D6001" && one.code <= "D6019")) return 2;
  return errors.length > 0 ? 1 : 0;
}
