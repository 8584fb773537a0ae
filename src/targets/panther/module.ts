/** In: a rule. Out: its Python module, and the printed condition alone. The frame is `templates/panther/module.py.hbs`. */
import type { Rule } from "../../ir/rule.ts";
import type { Expression } from "./expression.ts";
import { factsOf } from "./facts.ts";
import { hooksOf, valueHooks } from "./hooks.ts";
import { lowerCondition } from "./lower.ts";
import { type Constant, ModuleParts } from "./module-parts.ts";
import { textOf } from "./print.ts";
import { memberLines, statementLines, WIDTH } from "./statement.ts";
import { modulePy } from "./templates.generated.ts";

export interface PythonModule {
  readonly text: string;
  /** `return …`, as it stands in `rule()`, without its indentation. */
  readonly query: string;
}

/** One member a line, which the comma after the last keeps so; a single member stays on its line if it fits. */
function printConstant({ name, form, members }: Constant): string {
  const [open, close] = form === "tuple" ? ["(", ")"] : ["frozenset(\n    (", "    )\n)"];
  const lone = `${name} = (${textOf(members[0] as Expression)},)`;
  if (form === "tuple" && members.length === 1 && lone.length <= WIDTH) return lone;
  const lines = members.flatMap((member) => memberLines(undefined, member, form === "tuple" ? 1 : 2));
  return `${name} = ${open}\n${lines.join("\n")}\n${close}`;
}

function hasLongLine(text: string): boolean {
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf("\n", at);
    if ((end < 0 ? text.length : end) - at > WIDTH) return true;
    if (end < 0) return false;
    at = end + 1;
  }
  return false;
}

/** A text can't be broken, so a line with a long one stays long; pylint is told. */
function withLongLines(text: string): string {
  if (!hasLongLine(text)) return text;
  return `# pylint: disable=line-too-long\n${/^(?:import|from) /.test(text) ? "" : "\n\n"}${text}`;
}

export function printModule(rule: Rule, displayName: string): PythonModule {
  const parts = new ModuleParts(factsOf(rule.condition));
  const body = statementLines("return", lowerCondition(rule.condition, parts), "", 1);
  const hooks = hooksOf(rule.alert, displayName, parts);
  const values = valueHooks(parts);
  const text = modulePy({
    imports: parts.importLines,
    constants: parts.constants.map(printConstant),
    rule: body.join("\n"),
    hooks: [...hooks, ...values],
    helpers: parts.helperTexts,
  });
  return { text: `${withLongLines(text.trim())}\n`, query: body.map((line) => line.slice(4)).join("\n") };
}
