/**
 * In: a tune as written, the rule that it is of, and the scope of the tuning file. Out: the tuned rule; nothing where
 * anything in it is wrong. It narrows, re-rates or switches off; what would make the rule alert on more is refused.
 */

import { Report } from "../diagnostics/problem.ts";
import type { Predicate } from "../ir/predicate.ts";
import type { Rule, RuleSeverity, RuleTest, Written } from "../ir/rule.ts";
import { simplify } from "../ir/simplify.ts";
import type { Span } from "../source/source.ts";
import type { DataEntry, TuneDeclaration } from "../syntax/ast.ts";
import { checkData } from "./check-data.ts";
import { checkTests, resolveAllEvents } from "./check-events.ts";
import { checkOperations } from "./check-operations.ts";
import { checkUnless, listsOf, scopeOf } from "./check-rule.ts";
import { type Clauses, clausesByKind, labelOf, TUNE_CLAUSES } from "./clauses.ts";
import { refuseSize } from "./condition-size.ts";
import type { FileCheck } from "./context.ts";
import { declareEvents, declareLets, reportUnused, resolveAllLets } from "./declare.ts";
import { hintMissingSides } from "./hint-missing-sides.ts";
import { duplicateTest } from "./problems-events.ts";
import { wrongData } from "./problems-names.ts";
import { emptyTune, notInTune, tuneChangesNothing, tuneWidens } from "./problems-tune.ts";
import { alwaysOrNever } from "./problems-types.ts";
import { Scope } from "./scope.ts";
import validateTune from "./tune.validate.generated.ts";

/** Without the rule only what stands in the tune itself is checked. */
export function checkTune(
  declaration: TuneDeclaration,
  rule: Rule | undefined,
  fileScope: Scope,
  outer: FileCheck,
): Rule | undefined {
  const check: FileCheck = { ...outer, lists: new Set(rule?.lists) };
  const errorsBefore = check.report.errorCount;
  refuseOtherClauses(declaration, check);
  const clauses = clausesByKind(declaration.clauses, check);
  const scope = new Scope(fileScope);
  declareLets(clauses.lets, scope, true, check);
  declareEvents(clauses.events, scope, true, check);
  if (rule) addEventsOf(rule, scope);
  resolveAllLets(scope, check);
  const changes = changesOf(clauses, declaration, check);
  const unless = checkUnless(clauses.unless, scope, check);
  const tests = testsOf(clauses, rule, scope, check);
  reportUnused(scope, check);
  if (!rule || !changes || check.report.errorCount > errorsBefore || clauses.broken) return undefined;
  refuseWidening(changes, rule, check);
  const condition =
    unless && clauses.unless ? narrowedBy(unless, clauses.unless.span, rule, declaration, check) : rule.condition;
  if (check.report.errorCount > errorsBefore || !condition) return undefined;
  const { severity, suppress } = changes;
  return {
    ...rule,
    metadata: {
      ...rule.metadata,
      ...(severity ? { severity } : {}),
      enabled: rule.metadata.enabled && !changes.disabled,
    },
    condition,
    alert: {
      ...rule.alert,
      ...(severity ? { severity: [{ value: severity.value }] } : {}),
      ...(suppress ? { suppress } : {}),
    },
    tests: [...rule.tests, ...tests],
    tuning: {
      reason: changes.reason,
      span: declaration.id.span,
      ...(unless ? { unless: simplify(unless) } : {}),
      tests,
      untuned: rule,
    },
    ...listsOf(check),
  };
}

function refuseOtherClauses(declaration: TuneDeclaration, check: FileCheck): void {
  for (const clause of declaration.clauses)
    if (clause.kind !== "broken" && !TUNE_CLAUSES.includes(clause.kind))
      check.report.add(notInTune, { clause: labelOf(clause) }, clause.span);
}

// ---- data

interface Changes {
  readonly reason: Written<string>;
  readonly severity?: Written<RuleSeverity>;
  /** Seconds. */
  readonly suppress?: Written<number>;
  /** `enabled = false` */
  readonly disabled?: Written<boolean>;
}

function changesOf(clauses: Clauses, declaration: TuneDeclaration, check: FileCheck): Changes | undefined {
  const isPlain = !clauses.data.map((entry) => refuseForm(entry, check)).includes(true);
  const data = checkData(clauses.data, validateTune, "The tune", declaration.id.span, check);
  const changes = clauses.data.some((entry) => entry.name.text !== "reason") || clauses.unless !== undefined;
  if (!changes && !clauses.broken) check.report.add(emptyTune, { id: declaration.id.text }, declaration.id.span);
  if (!isPlain || !data.valid) return undefined;
  const written = <Value>(name: string): Written<Value> | undefined => {
    const span = data.spans[name];
    return span && { value: data.values[name] as Value, span };
  };
  const severity = written<RuleSeverity>("severity");
  const seconds = clauses.data.find((entry) => entry.name.text === "suppress")?.value;
  const enabled = written<boolean>("enabled");
  return {
    reason: trimmed(written<string>("reason") as Written<string>),
    ...(severity ? { severity } : {}),
    ...(seconds?.kind === "duration" ? { suppress: { value: seconds.seconds, span: seconds.span } } : {}),
    ...(enabled ? { disabled: enabled } : {}),
  };
}

const trimmed = ({ value, span }: Written<string>): Written<string> => ({ value: value.trim(), span });

/** What the schema takes for texts. */
const UNQUOTED: ReadonlySet<string> = new Set(["word", "attack", "time", "duration"]);

/** What the schema can't see: how a value was written, and what the wrong ones would mean. */
function refuseForm({ name, value }: DataEntry, check: FileCheck): boolean {
  const wrong = (reason: string): void => check.report.add(wrongData, { name: name.text, reason }, value.span);
  const widens = (reason: string): void => check.report.add(tuneWidens, { name: name.text, reason }, value.span);
  const before = check.report.errorCount;
  if (value.kind === "broken") return false;
  switch (name.text) {
    case "reason":
      if (UNQUOTED.has(value.kind)) wrong("is a text, in quotes");
      else if (value.kind === "text" && value.value !== "" && value.value.trim() === "") wrong("is not empty");
      break;
    case "enabled":
      if (value.kind === "boolean" && value.value) widens("a rule that its own file switches off stays off");
      break;
    case "suppress":
      if (value.kind === "word" && value.text === "none") widens("`none` shows every alert");
      else if (value.kind !== "duration" || value.seconds === 0) wrong("is a duration, such as `4h`");
      break;
    default:
  }
  return check.report.errorCount > before;
}

function refuseWidening({ severity, suppress, disabled }: Changes, rule: Rule, check: FileCheck): void {
  const own = rule.alert.suppress?.value ?? 0;
  if (suppress && suppress.value < own) {
    const reason = "the rule itself suppresses alerts for longer";
    const related = rule.alert.suppress ? [{ message: "the rule's own", span: rule.alert.suppress.span }] : [];
    check.report.add(tuneWidens, { name: "suppress", reason }, suppress.span, { related });
  }
  const same = (what: string, span: Written<unknown>["span"]) => check.report.add(tuneChangesNothing, { what }, span);
  if (suppress && suppress.value === own) same("Alerts of the rule are suppressed for that long", suppress.span);
  const [only, ...others] = rule.alert.severity;
  if (
    severity &&
    severity.value === rule.metadata.severity.value &&
    severity.value === only?.value &&
    others.length === 0
  )
    same(`The rule's severity is \`${severity.value}\``, severity.span);
  if (disabled && !rule.metadata.enabled) same("The rule is switched off", disabled.span);
}

// ---- condition and tests

/** The rule's condition without what the tune leaves out; nothing where that is always or never true. */
function narrowedBy(
  unless: Predicate,
  clause: Span,
  rule: Rule,
  declaration: TuneDeclaration,
  check: FileCheck,
): Predicate | undefined {
  const { origin } = rule.condition;
  const not: Predicate = { kind: "not", operand: unless, origin: clause };
  const whole: Predicate = { kind: "all", operands: [rule.condition, not], origin };
  if (refuseSize(whole, declaration.id.span, check)) return undefined;
  const condition = simplify(whole);
  if (condition.kind === "constant") {
    check.report.add(alwaysOrNever, { always: condition.value }, unless.origin);
    return undefined;
  }
  hintMissingSides(not, check.report);
  // What is wrong in the rule itself was said with the rule.
  const all = new Report();
  checkOperations({ condition, when: rule.when, alert: rule.alert }, { ...check, report: all });
  check.report.addAll(all.diagnostics.filter((one) => one.span.source !== rule.span.source));
  return condition;
}

/** A tune's events and tests may name the events that the rule knows, but for names that the tune's file has given itself. */
function addEventsOf(rule: Rule, scope: Scope): void {
  const ofRule = scopeOf(rule);
  for (const name of ofRule.eventNames()) {
    const binding = ofRule.findEvent(name);
    if (binding && !scope.findEvent(name)) scope.events.set(name, { ...binding, reportUnused: false });
  }
}

/** Without the rule it isn't known which events there are: then nothing is reported. */
function testsOf({ tests }: Clauses, rule: Rule | undefined, scope: Scope, outer: FileCheck): readonly RuleTest[] {
  const check = rule ? outer : { ...outer, report: new Report() };
  resolveAllEvents(scope, check);
  const checked = checkTests(tests, scope, check);
  if (rule) refuseOwnNames(checked, rule, check);
  return checked;
}

/** Packs carry the tests of both. */
function refuseOwnNames(tests: readonly RuleTest[], rule: Rule, check: FileCheck): void {
  const names = new Map(rule.tests.map((test) => [test.name, test]));
  for (const test of tests) {
    const other = names.get(test.name);
    if (!other) continue;
    const related = [{ message: "the rule's own", span: other.span }];
    check.report.add(duplicateTest, { name: test.name }, test.span, { related });
  }
}
