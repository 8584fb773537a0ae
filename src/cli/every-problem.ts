/** Every problem that Tocsin reports. */
import { allProblems, type Problem } from "../diagnostics/problem.ts";

/** By code. Loads the modules that define problems and are else loaded only when needed. */
export async function everyProblem(): Promise<readonly Problem<never>[]> {
  await Promise.all([
    import("../project/read-config.ts"),
    import("../project/run-project-tests.ts"),
    import("../project/compile-project.ts"),
  ]);
  return allProblems();
}
