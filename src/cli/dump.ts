/** `tocsin dump --stage …`: a rule as it looks at one stage of its way through the compiler. */
import { cleanLines } from "../diagnostics/clean-text.ts";
import { nearestNames } from "../diagnostics/nearest.ts";
import { renderPretty } from "../diagnostics/render-pretty.ts";
import { dumpPredicate } from "../ir/show.ts";
import { checkProject, isWanted } from "../project/compile-project.ts";
import { dumpAst } from "../syntax/dump-ast.ts";
import { dumpTokens } from "../syntax/dump-tokens.ts";
import { targets } from "../targets/index.ts";
import type { ExitCode } from "./exit-code.ts";
import { load, type Request } from "./request.ts";
import { Session } from "./session.ts";
import { paintFor, type Terminal } from "./terminal.ts";

const STAGES = ["tokens", "ast", "ir"] as const;

export async function dump(
  terminal: Terminal,
  paths: readonly string[],
  options: { readonly stage: string },
): Promise<ExitCode> {
  const known = [...STAGES, ...targets.map((target) => target.id)];
  if (!known.includes(options.stage)) {
    const [nearest] = nearestNames(options.stage, known, 1);
    terminal.err.write(
      `error: there is no stage \`${cleanLines(options.stage)}\`${nearest ? `; did you mean \`${nearest}\`?` : ""}\nStages: ${known.join(", ")}\n`,
    );
    return 2;
  }
  const session = new Session(terminal, "dump", "pretty");
  const request = await load(session, paths);
  if (request) terminal.out.write(cleanLines(textOf(request, options.stage, session)));
  // The dump alone is on standard output; what is wrong with the rules goes beside it.
  terminal.err.write(renderPretty(session.report.diagnostics, paintFor(terminal.err, terminal.environment)));
  return session.exitCode;
}

function textOf({ project, loaded }: Request, stage: string, session: Session): string {
  if (stage === "tokens") return loaded.files.map((file) => dumpTokens(file.source)).join("\n");
  if (stage === "ast") return loaded.files.map((file) => dumpAst(file)).join("\n");
  const rules = checkProject(project, loaded, session.report);
  const target = targets.find((one) => one.id === stage);
  return rules
    .filter((rule) => target === undefined || isWanted(rule, target))
    .map((rule) => `${rule.id}\n${target ? target.dump(rule) : dumpPredicate(rule.condition)}`)
    .join("\n");
}
