/**
 * In: a parsed file, and how to find the files that it imports. Out: its rules, checked; only those in which nothing is
 * wrong. What comes in is the AST and the schema, what goes out is the IR; it knows no platform but by its block's schema.
 */
import type { Report } from "../diagnostics/problem.ts";
import type { Rule } from "../ir/rule.ts";
import type { Declaration, ImportDeclaration, RuleFile, TuneDeclaration } from "../syntax/ast.ts";
import { resolveAllEvents } from "./check-events.ts";
import { checkNamedCondition } from "./check-operations.ts";
import { checkDeclaredEvents } from "./check-operations-events.ts";
import { IgnoringReport } from "./check-operations-ignore.ts";
import { checkRule } from "./check-rule.ts";
import { checkTune } from "./check-tune.ts";
import type { CheckContext, FileCheck } from "./context.ts";
import { declareEvents, declareLets, reportUnused, resolveAllLets } from "./declare.ts";
import { givenTwice, unknownImport, unusedName, wrongFileShape } from "./problems-names.ts";
import { unsafePath } from "./safe-path.ts";
import { Scope } from "./scope.ts";

const ofKind = <K extends Declaration["kind"]>(file: RuleFile, kind: K) =>
  file.declarations.filter((one): one is Extract<Declaration, { kind: K }> => one.kind === kind);

/** Libraries that were declared already, per context: a library imported by a thousand rules is read once. */
const libraries = new WeakMap<CheckContext, Map<string, Scope | "declaring">>();

/** The names that a library brings, its own imports below them; nothing where it can't be imported. */
function libraryScope(path: string, context: CheckContext, report: Report): Scope | "circle" | undefined {
  const known = libraries.get(context) ?? new Map<string, Scope | "declaring">();
  libraries.set(context, known);
  const scope = known.get(path);
  if (scope) return scope === "declaring" ? "circle" : scope;
  const file = context.fileAt(path);
  if (!file) return undefined;
  known.set(path, "declaring");
  const check: FileCheck = { ...context, report, lists: new Set() };
  const declared = fileScope(file, false, check, context);
  // Here, once, and not in each file that imports it.
  resolveAllLets(declared, check);
  resolveAllEvents(declared, check);
  known.set(path, declared);
  return declared;
}

function importInto(scope: Scope, one: ImportDeclaration, check: FileCheck, context: CheckContext): void {
  const path = one.path.value;
  const unsafe = unsafePath(path) ?? (path.endsWith(".tocsin") ? undefined : "it does not end in `.tocsin`");
  const library = unsafe ? undefined : libraryScope(path, context, check.report);
  if (library instanceof Scope) {
    for (const [name, binding] of library.lets)
      if (!scope.lets.has(name)) scope.lets.set(name, { ...binding, reportUnused: false });
    for (const [name, binding] of library.events)
      if (!scope.events.has(name)) scope.events.set(name, { ...binding, reportUnused: false });
    return;
  }
  const reason =
    unsafe ?? (library === "circle" ? "it imports this file in turn" : "there is no such file in the rules' root");
  check.report.add(unknownImport, { path, reason }, one.path.span);
}

/** The scope of a file's own names, what it imports below it. */
export function fileScope(file: RuleFile, reportUnusedNames: boolean, check: FileCheck, context: CheckContext): Scope {
  const imported = new Scope(undefined);
  for (const one of ofKind(file, "import")) importInto(imported, one, check, context);
  const scope = new Scope(imported);
  declareLets(ofKind(file, "let"), scope, reportUnusedNames, check);
  declareEvents(ofKind(file, "event"), scope, reportUnusedNames, check);
  return scope;
}

function refuseLateImports(file: RuleFile, check: FileCheck): void {
  let other: Declaration | undefined;
  const seen = new Map<string, ImportDeclaration>();
  for (const one of file.declarations) {
    if (one.kind !== "import") {
      other ??= one.kind === "broken" ? undefined : one;
      continue;
    }
    if (other) check.report.add(wrongFileShape, { reason: "Imports stand at the top of the file." }, one.span);
    const earlier = seen.get(one.path.value);
    if (earlier)
      check.report.add(givenTwice, { name: one.path.value }, one.span, {
        related: [{ message: "first given here", span: earlier.span }],
      });
    seen.set(one.path.value, one);
  }
}

/** Was anything that an import brings used? */
function reportUnusedImports(file: RuleFile, scope: Scope, check: FileCheck, context: CheckContext): void {
  const imported = scope.parent;
  if (!imported) return;
  for (const one of ofKind(file, "import")) {
    const library = libraries.get(context)?.get(one.path.value);
    if (!(library instanceof Scope)) continue;
    const used =
      [...library.lets.keys()].some((name) => imported.lets.get(name)?.used) ||
      [...library.events.keys()].some((name) => imported.events.get(name)?.used);
    if (!used) check.report.add(unusedName, { name: one.path.value, what: "The import" }, one.span);
  }
}

/** Does the file tune rules, so that it is checked with `checkTuningFile` when they are known? */
export function isTuningFile(file: RuleFile): boolean {
  return ofKind(file, "tune").length > 0 && ofKind(file, "rule").length === 0;
}

/** Checks what a file's names stand for, then with `use` what uses them, and says what nothing used. */
function checkNamesAround<Result>(
  file: RuleFile,
  context: CheckContext,
  outer: Report,
  use: (scope: Scope, check: FileCheck) => Result,
): Result {
  const report = new IgnoringReport(outer, file, context.fileAt);
  const check: FileCheck = { ...context, report, lists: new Set() };
  refuseLateImports(file, check);
  const isLibrary = ofKind(file, "rule").length === 0 && ofKind(file, "tune").length === 0;
  const scope = fileScope(file, !isLibrary, check, context);
  resolveAllLets(scope, check);
  if (isLibrary) {
    resolveAllEvents(scope, check);
    checkDeclaredEvents(scope, check);
    for (const { meaning } of scope.lets.values())
      if (meaning && meaning !== "resolving" && meaning.kind === "condition")
        checkNamedCondition(meaning.predicate, check);
  }
  const result = use(scope, check);
  reportUnused(scope, check);
  if (!isLibrary) reportUnusedImports(file, scope, check, context);
  report.reportUnused(context.loadApi !== undefined);
  return result;
}

/** Checks a file. A library (a file without rules) is checked for itself: every `let` and event of it. */
export function checkFile(file: RuleFile, context: CheckContext, outer: Report): readonly Rule[] {
  return checkNamesAround(file, context, outer, (scope, check) => {
    for (const tune of ofKind(file, "tune")) check.report.add(wrongFileShape, { reason: APART }, tune.id.span);
    const rules = ofKind(file, "rule").map((declaration) => checkRule(declaration, scope, check));
    return rules.filter((rule): rule is Rule => rule !== undefined);
  });
}

const APART =
  "A file holds rules or tunes, not both: what is changed about a rule in its own file is written in the rule.";

/** Checks a tuning file; `ruleOf` gives the rule that a tune is of, or reports why there is none. */
export function checkTuningFile(
  file: RuleFile,
  ruleOf: (declaration: TuneDeclaration, report: Report) => Rule | undefined,
  context: CheckContext,
  outer: Report,
): readonly Rule[] {
  return checkNamesAround(file, context, outer, (scope, check) => {
    const rules = ofKind(file, "tune").map((declaration) => {
      const rule = ruleOf(declaration, check.report);
      return checkTune(declaration, rule, scope, check);
    });
    return rules.filter((rule): rule is Rule => rule !== undefined);
  });
}
