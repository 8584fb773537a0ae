/** In: a checked rule. Out: a page on it: each condition and its meaning, and what the rule becomes on each target. */
import { cleanLines, cleanText } from "../diagnostics/clean-text.ts";
import type { Paint } from "../diagnostics/paint.ts";
import type { Predicate } from "../ir/predicate.ts";
import type { Rule, Tuning } from "../ir/rule.ts";
import { showPredicate } from "../ir/show.ts";
import { isWanted } from "../project/compile-project.ts";
import type { Project } from "../project/project.ts";
import { positionAt, textOf } from "../source/source.ts";
import type { Carried, Target, TargetRule } from "../targets/target.ts";
import { describeCondition } from "./describe-condition.ts";
import { type Page, wrap } from "./explain-page.ts";

/** How a file's path is shown from where the command runs. */
type Shown = (path: string) => string;

export function explainRule(rule: Rule, project: Project, paint: Paint, shown: Shown): Page {
  const path = shown(rule.span.source.path);
  const { line } = positionAt(rule.span.source, rule.span.start);
  const { title, severity, description } = rule.metadata;
  const targets = project.targets.map((target) => ({
    target,
    compiled: isWanted(rule, target) ? target.compile(rule, project.settings) : undefined,
  }));
  const lines = [
    `${paint.bold(rule.id)} ${paint.dim(cleanText(`${path}:${line}`))}`,
    `${cleanText(title.value)} (${severity.value})`,
    "",
    ...wrap(cleanText(description.value.replace(/\s+/g, " ")), 100),
    "",
    ...conditionLines("It fires on an event for which all of these hold:", operandsOf(rule.when), paint),
    ...(rule.unless ? ["", ...conditionLines("unless:", [rule.unless], paint)] : []),
    ...(rule.tuning ? ["", ...tuningLines(rule.tuning, paint, shown)] : []),
    ...targets.flatMap(({ target, compiled }) => ["", ...targetLines(target, compiled, paint)]),
  ];
  return { what: "a rule", lines, data: dataOf(rule, shown, targets) };
}

function operandsOf(condition: Predicate): readonly Predicate[] {
  return condition.kind === "all" ? condition.operands : [condition];
}

function conditionLines(heading: string, conditions: readonly Predicate[], paint: Paint): readonly string[] {
  const only = conditions.length === 1 ? heading.replace("all of these hold", "this holds") : heading;
  return [
    paint.bold(only),
    ...conditions.flatMap((condition, index) => [
      `  ${conditions.length === 1 ? "-" : `${index + 1}.`} ${paint.cyan(writtenAs(condition))}`,
      ...wrap(cleanText(describeCondition(condition)), 100, "     "),
    ]),
  ];
}

/** What an organisation's own file changes, and why. */
function tuningLines({ reason, span, unless }: Tuning, paint: Paint, shown: Shown): readonly string[] {
  const { line } = positionAt(span.source, span.start);
  return [
    `${paint.bold("tuned")} ${paint.dim(cleanText(`${shown(span.source.path)}:${line}`))}`,
    ...wrap(cleanText(reason.value.replace(/\s+/g, " ")), 98, "  "),
    ...(unless ? conditionLines("and unless:", [unless], paint) : []),
  ];
}

/** The condition as its author wrote it, in one line; for one that was put together, as it reads in the language. */
function writtenAs(condition: Predicate): string {
  const written = cleanText(textOf(condition.origin).replace(/\s+/g, " ").trim());
  return written === "" ? cleanText(showPredicate(condition)) : written;
}

function targetLines(target: Target, compiled: TargetRule | undefined, paint: Paint): readonly string[] {
  if (!compiled) return [`${paint.bold(target.name)}: left out; the rule's \`targets\` doesn't name it.`];
  const { judgement, query, carried, diagnostics } = compiled;
  const reasons = [
    ...new Set(
      judgement.findings.filter((one) => one.fidelity !== "exact").map((one) => `${one.fidelity}: ${one.reason}`),
    ),
  ];
  const refused = diagnostics.filter((one) => one.severity === "error").map((one) => `${one.code}: ${one.message}`);
  return [
    `${paint.bold(target.name)}: ${judgement.fidelity === "exact" ? paint.green("exact") : paint.yellow(judgement.fidelity)}`,
    ...[...reasons, ...refused].flatMap((one) => wrap(cleanText(one), 100, "  ! ")),
    ...cleanLines(query.trimEnd())
      .split("\n")
      .map((one) => `    ${one}`.trimEnd()),
    ...carriedLines(carried, paint),
  ];
}

function carriedLines(carried: readonly Carried[], paint: Paint): readonly string[] {
  const whole = carried.filter((one) => one.how === "carried" && one.note === undefined).map((one) => one.part);
  const rest = carried.filter((one) => one.how !== "carried" || one.note !== undefined);
  return [
    ...(whole.length > 0 ? [paint.dim(`  carried: ${whole.join(", ")}`)] : []),
    ...rest.map((one) =>
      paint.dim(`  ${one.how}: ${one.part}${one.note === undefined ? "" : ` (${cleanText(one.note)})`}`),
    ),
  ];
}

function tuningData(
  { reason, span, unless }: Tuning,
  conditions: (of: Predicate) => readonly object[],
  shown: Shown,
): object {
  const { line } = positionAt(span.source, span.start);
  return {
    path: shown(span.source.path),
    line,
    reason: reason.value,
    ...(unless ? { unless: conditions(unless) } : {}),
  };
}

function dataOf(
  rule: Rule,
  shown: Shown,
  targets: readonly { readonly target: Target; readonly compiled: TargetRule | undefined }[],
): object {
  const path = shown(rule.span.source.path);
  const { line } = positionAt(rule.span.source, rule.span.start);
  const conditions = (of: Predicate) =>
    operandsOf(of).map((one) => ({ written: writtenAs(one), meaning: describeCondition(one) }));
  return {
    rule: { id: rule.id, title: rule.metadata.title.value, severity: rule.metadata.severity.value, path, line },
    when: conditions(rule.when),
    ...(rule.unless ? { unless: conditions(rule.unless) } : {}),
    ...(rule.tuning ? { tuned: tuningData(rule.tuning, conditions, shown) } : {}),
    targets: Object.fromEntries(
      targets.map(({ target, compiled }) => [
        target.id,
        compiled
          ? {
              fidelity: compiled.judgement.fidelity,
              findings: compiled.judgement.findings.map((one) => ({ fidelity: one.fidelity, reason: one.reason })),
              query: compiled.query,
              carried: compiled.carried,
            }
          : { fidelity: "left out" },
      ]),
    ),
  };
}
