/** In: `alert { … }` as written. Out: what an alert looks like, with the rule's own title and severity as defaults. */
import { nearestNames } from "../diagnostics/nearest.ts";
import type { FirstOf, Subject } from "../ir/path.ts";
import type { Predicate } from "../ir/predicate.ts";
import type { Alert, Choice, Metadata, RuleSeverity, Template } from "../ir/rule.ts";
import { simplify } from "../ir/simplify.ts";
import { textOf } from "../source/source.ts";
import type {
  AlertClause,
  AlertEntry,
  CoalesceExpression,
  PathExpression,
  TemplateText,
  ValueList,
} from "../syntax/ast.ts";
import { checkCondition } from "./check-condition.ts";
import { refuseSize } from "./condition-size.ts";
import type { FileCheck } from "./context.ts";
import { givenTwice, wrongAlertEntry } from "./problems-names.ts";
import { alternativesOf } from "./resolve-let.ts";
import type { Scope } from "./scope.ts";

/** The names of its entries. */
export const ALERT_NAMES = ["title", "description", "key", "severity", "suppress", "context"];
/** Those that may stand several times, with `when`. */
export const MAY_STAND_TWICE = new Set(["title", "key", "severity"]);
const SEVERITIES = ["info", "low", "medium", "high", "critical"];

function refuse(entry: AlertEntry, reason: string, check: FileCheck, nearest: readonly string[] = []): undefined {
  check.report.add(wrongAlertEntry, { name: entry.name.text, reason, nearest }, entry.name.span);
  return undefined;
}

function firstOf(written: PathExpression | CoalesceExpression, scope: Scope, check: FileCheck): FirstOf | undefined {
  const alternatives = alternativesOf(written.kind === "coalesce" ? written.alternatives : [written], scope, check);
  return alternatives && { alternatives, shown: textOf(written.span), origin: written.span };
}

function templateOf(text: TemplateText, scope: Scope, check: FileCheck): Template | undefined {
  const parts: Template["parts"][number][] = [];
  let whole = true;
  for (const piece of text.pieces) {
    if (piece.kind === "text") parts.push({ kind: "text", text: piece.text });
    else {
      const value = firstOf(piece.value, scope, check);
      if (value) parts.push({ kind: "value", value });
      else whole = false;
    }
  }
  return whole ? { parts, span: text.span } : undefined;
}

function valuesOf(list: ValueList, scope: Scope, check: FileCheck): readonly FirstOf[] | undefined {
  const values = list.items.map((item) => firstOf(item, scope, check));
  return values.every((value) => value !== undefined) ? (values as FirstOf[]) : undefined;
}

/** The entries of one name as a choice: those with `when` first, the one without it last. */
function choiceOf<Value>(
  entries: readonly AlertEntry[],
  read: (entry: AlertEntry) => Value | undefined,
  fallback: Value | undefined,
  scope: Scope,
  check: FileCheck,
): Choice<Value> | undefined {
  const choice: { value: Value; when?: Predicate }[] = [];
  let closed: AlertEntry | undefined;
  for (const entry of entries) {
    if (closed) {
      const related = [{ message: "this one has no `when` and always counts", span: closed.span }];
      check.report.add(wrongAlertEntry, { name: entry.name.text, reason: "is never reached" }, entry.span, { related });
    }
    const value = read(entry);
    const asked = entry.when && checkCondition(entry.when, scope, check);
    const when = asked && !refuseSize(asked, entry.span, check) ? asked : undefined;
    if (!entry.when) closed = entry;
    if (value !== undefined && (!entry.when || when)) choice.push({ value, ...(when ? { when: simplify(when) } : {}) });
  }
  if (!closed && fallback !== undefined) choice.push({ value: fallback });
  if (!closed && fallback === undefined && entries[0])
    refuse(entries[0], "needs one without `when`, for all other events", check);
  return choice.length > 0 ? choice : undefined;
}

function readTemplate(scope: Scope, check: FileCheck) {
  return (entry: AlertEntry): Template | undefined => {
    if (entry.value.kind === "broken") return undefined;
    if (entry.value.kind !== "template") return refuse(entry, "is a text, in quotes", check);
    return templateOf(entry.value, scope, check);
  };
}

function readKey(scope: Scope, check: FileCheck) {
  return (entry: AlertEntry): readonly FirstOf[] | undefined => {
    if (entry.value.kind === "broken") return undefined;
    if (entry.value.kind !== "valueList") return refuse(entry, "is a list of fields: `[userIdentity.arn]`", check);
    const values = valuesOf(entry.value, scope, check);
    return values?.length === 0 ? refuse(entry, "names at least one field", check) : values;
  };
}

function readSeverity(check: FileCheck) {
  return (entry: AlertEntry): RuleSeverity | undefined => {
    if (entry.value.kind === "broken") return undefined;
    if (entry.value.kind === "word" && SEVERITIES.includes(entry.value.text)) return entry.value.text as RuleSeverity;
    const nearest = entry.value.kind === "word" ? nearestNames(entry.value.text, SEVERITIES, 1) : [];
    return refuse(entry, `is one of ${SEVERITIES.map((one) => `\`${one}\``).join(", ")}`, check, nearest);
  };
}

/** Seconds; nothing for `none`. */
function suppressOf(entry: AlertEntry | undefined, check: FileCheck): Alert["suppress"] {
  if (!entry || entry.value.kind === "broken") return undefined;
  if (entry.value.kind === "word" && entry.value.text === "none") return undefined;
  if (entry.value.kind !== "duration" || entry.value.seconds === 0)
    return refuse(entry, "is a duration, such as `1h`, or `none`", check);
  return { value: entry.value.seconds, span: entry.value.span };
}

function contextOf(entry: AlertEntry | undefined, scope: Scope, check: FileCheck): readonly Subject[] {
  if (!entry || entry.value.kind === "broken") return [];
  if (entry.value.kind !== "valueList") {
    refuse(entry, "is a list of fields: `[eventName, awsRegion]`", check);
    return [];
  }
  const subjects: Subject[] = [];
  for (const value of valuesOf(entry.value, scope, check) ?? []) {
    const [only, ...others] = value.alternatives;
    if (others.length > 0 || !only || only.kind === "text")
      refuse(entry, "lists single fields: `??` has no place in it", check);
    else subjects.push(only);
  }
  return subjects;
}

function refuseMisplaced(clause: AlertClause, check: FileCheck): void {
  const first = new Map<string, AlertEntry>();
  for (const entry of clause.entries) {
    const name = entry.name.text;
    if (!ALERT_NAMES.includes(name))
      refuse(
        entry,
        `is unknown; there are ${ALERT_NAMES.map((one) => `\`${one}\``).join(", ")}`,
        check,
        nearestNames(name, ALERT_NAMES),
      );
    else if (entry.when && !MAY_STAND_TWICE.has(name)) refuse(entry, "takes no `when`", check);
    const earlier = first.get(name);
    if (earlier && ALERT_NAMES.includes(name) && !MAY_STAND_TWICE.has(name)) {
      check.report.add(givenTwice, { name }, entry.name.span, {
        related: [{ message: "first given here", span: earlier.name.span }],
      });
    }
    first.set(name, entry);
  }
}

export function checkAlert(
  clause: AlertClause | undefined,
  metadata: Metadata | undefined,
  scope: Scope,
  check: FileCheck,
): Alert | undefined {
  if (clause) refuseMisplaced(clause, check);
  const entries = (name: string) => (clause?.entries ?? []).filter((entry) => entry.name.text === name);
  const ownTitle: Template | undefined = metadata && {
    parts: [{ kind: "text", text: metadata.title.value }],
    span: metadata.title.span,
  };
  const title = choiceOf(entries("title"), readTemplate(scope, check), ownTitle, scope, check);
  const severity = choiceOf(entries("severity"), readSeverity(check), metadata?.severity.value, scope, check);
  const keys = entries("key");
  const key = keys.length > 0 ? choiceOf(keys, readKey(scope, check), undefined, scope, check) : undefined;
  const description = entries("description").map(readTemplate(scope, check))[0];
  const suppress = suppressOf(entries("suppress")[0], check);
  const context = contextOf(entries("context")[0], scope, check);
  if (!metadata || !title || !severity) return undefined;
  return {
    title,
    ...(description ? { description } : {}),
    ...(key ? { key } : {}),
    severity,
    ...(suppress ? { suppress } : {}),
    context,
  };
}
