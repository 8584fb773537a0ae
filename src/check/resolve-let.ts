/** In: a `let`. Out: what it turns out to be: a condition, a list, or a value. */
import type { FirstOf, Subject } from "../ir/path.ts";
import { type Source, textOf } from "../source/source.ts";
import type {
  CoalesceExpression,
  Condition,
  LinesCall,
  ListLiteral,
  Literal,
  PathExpression,
  TextLiteral,
} from "../syntax/ast.ts";
import { checkCondition } from "./check-condition.ts";
import { refuseSize } from "./condition-size.ts";
import type { FileCheck } from "./context.ts";
import { listUnreadable } from "./problems-lists.ts";
import { formNotForHere, letCircle } from "./problems-names.ts";
import { emptyList, tooLarge } from "./problems-types.ts";
import { MOST_ENTRIES, readList } from "./read-list.ts";
import { broken, resolvePath } from "./resolve-path.ts";
import { unsafePath } from "./safe-path.ts";
import type { LetBinding, Meaning, Scope } from "./scope.ts";

const MOST_ALTERNATIVES = 100;
/** How many `let`s may wait for each other; far more than anybody can follow. */
const MOST_WAITING = 64;

/** Resolves a `let` once; using it counts as a use. */
export function resolveLet(binding: LetBinding, check: FileCheck): Meaning {
  binding.used = true;
  if (binding.meaning === "resolving") {
    check.report.add(letCircle, { name: binding.declaration.name.text }, binding.declaration.name.span);
    binding.meaning = broken;
    return broken;
  }
  if (!binding.meaning) resolveFirst(binding, check);
  for (const list of binding.lists ?? []) check.lists.add(list);
  return binding.meaning as Meaning;
}

function resolveFirst(binding: LetBinding, check: FileCheck): void {
  const { waiting } = binding.scope;
  if (waiting.lets >= MOST_WAITING) {
    check.report.add(tooLarge, { what: "`let`s within each other", most: MOST_WAITING }, binding.declaration.name.span);
    binding.meaning = broken;
    return;
  }
  binding.meaning = "resolving";
  waiting.lets++;
  const lists = new Set<Source>();
  const meaning = meaningOf(binding.declaration.value, binding.scope, { ...check, lists });
  waiting.lets--;
  // A circle found on the way has already marked it as broken.
  if (binding.meaning === "resolving") binding.meaning = meaning;
  if (lists.size > 0) binding.lists = lists;
}

function meaningOf(value: LetBinding["declaration"]["value"], scope: Scope, check: FileCheck): Meaning {
  if (value.kind === "list") return listMeaning(value, scope, check);
  if (value.kind === "lines") return linesMeaning(value, check);
  if (value.kind === "coalesce") return valueMeaning(value, scope, check);
  if (value.kind === "reference") {
    const resolved = resolvePath(value.path, scope, "exists", check);
    if (resolved.kind !== "subject") return resolved;
    return { kind: "value", alternatives: [resolved.subject], shown: textOf(value.path.span) };
  }
  const predicate = checkCondition(value as Condition, scope, check);
  return predicate && !refuseSize(predicate, value.span, check) ? { kind: "condition", predicate } : broken;
}

function listMeaning(list: ListLiteral, scope: Scope, check: FileCheck): Meaning {
  const literals = literalsOf(list, scope, check);
  return literals ? { kind: "list", literals } : broken;
}

/** Lists that were read already, per project: one that many files use is read, and its problems are reported, once. */
const listsRead = new WeakMap<object, Map<string, readonly Literal[] | undefined>>();

function linesMeaning({ path }: LinesCall, check: FileCheck): Meaning {
  const refuse = (reason: string, nearest: readonly string[] = []): Meaning => {
    check.report.add(listUnreadable, { path: path.value, reason, nearest }, path.span);
    return broken;
  };
  const unsafe = unsafePath(path.value);
  if (unsafe) return refuse(unsafe);
  if (!check.listAt) return refuse("there are no files here");
  const found = check.listAt(path.value);
  if (!found) return broken;
  if ("reason" in found) return refuse(found.reason, found.nearest);
  const read = listsRead.get(check.listAt) ?? new Map<string, readonly Literal[] | undefined>();
  listsRead.set(check.listAt, read);
  if (!read.has(path.value)) read.set(path.value, readList(found.source, check.report));
  check.lists.add(found.source);
  const literals = read.get(path.value);
  return literals ? { kind: "list", literals } : broken;
}

/** The literals of a list, lists named in it included. Reports what does not belong; nothing then. */
export function literalsOf(list: ListLiteral, scope: Scope, check: FileCheck): readonly Literal[] | undefined {
  const literals: Literal[] = [];
  let whole = true;
  for (const item of list.items) {
    if (item.kind !== "path") {
      literals.push(item);
      continue;
    }
    const resolved = resolvePath(item, scope, "compare", check);
    if (resolved.kind === "list") for (const literal of resolved.literals) literals.push(literal);
    else {
      whole = false;
      if (resolved.kind !== "broken") {
        const instead = "A list holds values that are written out; compare fields with `==`, joined by `or`.";
        check.report.add(formNotForHere, { what: `\`${textOf(item.span)}\``, where: "in a list", instead }, item.span);
      }
    }
  }
  if (list.items.length === 0) check.report.add(emptyList, {}, list.span);
  if (literals.length > MOST_ENTRIES)
    check.report.add(tooLarge, { what: "values in a list", most: MOST_ENTRIES }, list.span);
  return whole && literals.length > 0 && literals.length <= MOST_ENTRIES ? literals : undefined;
}

function valueMeaning(value: CoalesceExpression, scope: Scope, check: FileCheck): Meaning {
  const alternatives = alternativesOf(value.alternatives, scope, check);
  return alternatives ? { kind: "value", alternatives, shown: textOf(value.span) } : broken;
}

/** The alternatives of `a ?? b ?? "text"`, value `let`s spliced in. */
export function alternativesOf(
  written: readonly (PathExpression | TextLiteral)[],
  scope: Scope,
  check: FileCheck,
): FirstOf["alternatives"] | undefined {
  const alternatives: (Subject | { kind: "text"; text: string })[] = [];
  let whole = true;
  for (const [index, one] of written.entries()) {
    if (one.kind === "text") {
      if (index < written.length - 1) {
        const instead = "Put it last: what follows a fixed text is never reached.";
        check.report.add(
          formNotForHere,
          { what: "A fixed text", where: "before other alternatives", instead },
          one.span,
        );
        whole = false;
      }
      alternatives.push({ kind: "text", text: one.value });
      continue;
    }
    const resolved = resolvePath(one, scope, "compare", check);
    if (resolved.kind === "subject") alternatives.push(resolved.subject);
    else if (resolved.kind === "value") alternatives.push(...resolved.alternatives);
    else {
      whole = false;
      if (resolved.kind !== "broken") {
        const what = resolved.kind === "list" ? "A list" : "A condition";
        check.report.add(
          formNotForHere,
          { what, where: "where a value is wanted", instead: "Name a field." },
          one.span,
        );
      }
    }
  }
  const [last] = written.slice(-1);
  if (alternatives.length > MOST_ALTERNATIVES && last) {
    check.report.add(tooLarge, { what: "alternatives of a value", most: MOST_ALTERNATIVES }, last.span);
    return undefined;
  }
  return whole ? alternatives : undefined;
}
