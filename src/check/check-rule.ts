/** In: a rule as written, and the scope of its file. Out: the checked rule; nothing where anything in it is wrong. */
import { nearestNames } from "../diagnostics/nearest.ts";
import type { Predicate } from "../ir/predicate.ts";
import type { PlatformBlock, Rule } from "../ir/rule.ts";
import { simplify } from "../ir/simplify.ts";
import { textOf } from "../source/source.ts";
import type { PlatformClause, RuleDeclaration, UnlessClause } from "../syntax/ast.ts";
import { checkAlert } from "./check-alert.ts";
import { checkCondition } from "./check-condition.ts";
import { checkData } from "./check-data.ts";
import { checkTests, resolveAllEvents } from "./check-events.ts";
import { checkMetadata } from "./check-metadata.ts";
import { checkOperations } from "./check-operations.ts";
import { checkTestEvents, type WrittenEvent } from "./check-operations-events.ts";
import { type Clauses, sortClauses } from "./clauses.ts";
import { refuseSize } from "./condition-size.ts";
import type { FileCheck } from "./context.ts";
import { declareEvents, declareLets, reportUnused, resolveAllLets } from "./declare.ts";
import { hintMissingSides } from "./hint-missing-sides.ts";
import type { KnownMembers } from "./known-members.ts";
import { noTests } from "./problems-events.ts";
import { unknownPlatform, unknownSource, unlessWantsParentheses } from "./problems-names.ts";
import { alwaysOrNever, tooLarge } from "./problems-types.ts";
import { Scope } from "./scope.ts";

/** Platforms' files are named after it. */
const LONGEST_ID = 128;
const CLAUSE_WORDS = ["source", "let", "when", "unless", "alert", "event", "test"];

function checkBlocks(clauses: readonly PlatformClause[], check: FileCheck): Rule["blocks"] {
  const blocks: Record<string, PlatformBlock> = {};
  for (const clause of clauses) {
    const name = clause.name.text;
    const validate = check.platforms.get(name);
    if (!validate) {
      const nearest = nearestNames(name, [...check.platforms.keys(), ...CLAUSE_WORDS]);
      check.report.add(unknownPlatform, { name, nearest }, clause.name.span);
      continue;
    }
    const { values, spans } = checkData(clause.entries, validate, `The \`${name}\` block`, clause.name.span, check);
    blocks[name] = { values, spans, span: clause.span };
  }
  return blocks;
}

/** What an `unless` leaves out; nothing where there is none, or it is wrong. */
export function checkUnless(clause: UnlessClause | undefined, scope: Scope, check: FileCheck): Predicate | undefined {
  const condition = clause?.condition;
  if (!condition) return undefined;
  if (condition.kind === "and" || condition.kind === "or") {
    const fixes = [{ title: "Put parentheses around it", span: condition.span, text: `(${textOf(condition.span)})` }];
    check.report.add(unlessWantsParentheses, {}, condition.span, { fixes });
  }
  return checkCondition(condition, scope, check);
}

interface Conditions {
  readonly condition: Predicate;
  readonly when: Predicate;
  readonly unless?: Predicate;
}

function checkConditions(
  clauses: Clauses,
  declaration: RuleDeclaration,
  scope: Scope,
  check: FileCheck,
): Conditions | undefined {
  const when = clauses.when && checkCondition(clauses.when.condition, scope, check);
  const unless = checkUnless(clauses.unless, scope, check);
  if (!when || (clauses.unless && !unless)) return undefined;
  const origin = clauses.when?.span ?? declaration.span;
  const negated: readonly Predicate[] =
    unless && clauses.unless ? [{ kind: "not", operand: unless, origin: clauses.unless.span }] : [];
  const whole: Predicate = { kind: "all", operands: [when, ...negated], origin };
  if (refuseSize(whole, declaration.id.span, check)) return undefined;
  const condition = simplify(whole);
  if (condition.kind === "constant") {
    check.report.add(alwaysOrNever, { always: condition.value }, origin);
    return undefined;
  }
  hintMissingSides(condition, check.report);
  return { condition, when: simplify(when), ...(unless ? { unless: simplify(unless) } : {}) };
}

/** The conditions with what the API model knows of their paths. */
function withMembers({ condition, when, unless }: Conditions, known: KnownMembers): Conditions {
  return {
    condition: known.inCondition(condition),
    when: known.inCondition(when),
    ...(unless ? { unless: known.inCondition(unless) } : {}),
  };
}

/** The events that the rule writes itself. */
function eventsOf({ tests, events }: Clauses, scope: Scope): readonly WrittenEvent[] {
  return [...events.map((one) => one.event), ...tests.map((one) => one.input)].flatMap((event) =>
    event.kind === "broken" || event.kind === "file" ? [] : [{ event, scope }],
  );
}

function warnOfFewTests(clauses: Clauses, declaration: RuleDeclaration, check: FileCheck): void {
  const kinds = new Set(clauses.tests.map((test) => test.expect));
  if (!clauses.broken && kinds.size < 2) check.report.add(noTests, { id: declaration.id.text }, declaration.id.span);
}

const scopes = new WeakMap<Rule, Scope>();

/** The names that a checked rule knows. */
export function scopeOf(rule: Rule): Scope {
  return scopes.get(rule) ?? new Scope(undefined);
}

/** The files of lists that a check has noted, as a rule holds them. */
export function listsOf(check: FileCheck): Pick<Rule, "lists"> {
  const lists = [...check.lists].sort((a, b) => (a.path < b.path ? -1 : 1));
  return lists.length > 0 ? { lists } : {};
}

export function checkRule(declaration: RuleDeclaration, fileScope: Scope, outer: FileCheck): Rule | undefined {
  const check: FileCheck = { ...outer, lists: new Set() };
  const errorsBefore = check.report.errorCount;
  const clauses = sortClauses(declaration, check);
  if (declaration.id.text.length > LONGEST_ID)
    check.report.add(tooLarge, { what: "characters in a rule's id", most: LONGEST_ID }, declaration.id.span);
  const metadata = checkMetadata(clauses.data, declaration, check);
  if (clauses.source && clauses.source.name.text !== "aws.cloudtrail") {
    check.report.add(unknownSource, { name: clauses.source.name.text }, clauses.source.name.span);
  }
  const scope = new Scope(fileScope);
  declareLets(clauses.lets, scope, true, check);
  declareEvents(clauses.events, scope, true, check);
  resolveAllLets(scope, check);
  resolveAllEvents(scope, check);
  const conditions = checkConditions(clauses, declaration, scope, check);
  const alert = checkAlert(clauses.alert, metadata, scope, check);
  const known = conditions && checkOperations({ ...conditions, alert }, check);
  const blocks = checkBlocks(clauses.platforms, check);
  const tests = checkTests(clauses.tests, scope, check);
  if (conditions) checkTestEvents(eventsOf(clauses, scope), conditions.condition, check);
  warnOfFewTests(clauses, declaration, check);
  reportUnused(scope, check);
  if (check.report.errorCount > errorsBefore || clauses.broken || !metadata || !conditions || !alert) return undefined;
  const rule: Rule = {
    id: declaration.id.text,
    span: declaration.id.span,
    origin: declaration.span,
    metadata,
    source: "aws.cloudtrail",
    ...(known ? withMembers(conditions, known) : conditions),
    alert: known ? known.inAlert(alert) : alert,
    blocks,
    tests,
    ...listsOf(check),
  };
  scopes.set(rule, scope);
  return rule;
}
