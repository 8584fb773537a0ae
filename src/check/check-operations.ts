/**
 * In: the conditions and paths of a checked rule, and the model of AWS's operations. Out: reports of what can never be:
 * sources, operations and parameters that AWS doesn't have, conditions that exclude each other. It changes nothing of
 * the rule, and knows nothing of files: the model's parts are handed in.
 */
import type { Report } from "../diagnostics/problem.ts";
import type { FirstOf, PathStep, Subject } from "../ir/path.ts";
import type { Atom, Predicate } from "../ir/predicate.ts";
import type { Alert } from "../ir/rule.ts";
import { type ApiModel, apiModel } from "../schema/api-model.ts";
import { sideOfPath } from "../schema/api-path.ts";
import { checkNameTest, checkSourceTest } from "./check-operations-names.ts";
import { checkPath } from "./check-operations-paths.ts";
import { type Cell, narrowed, type Reach, reachOf, TOP, textTest, topField } from "./check-operations-reach.ts";
import { checkTogether, checkValues } from "./check-operations-together.ts";
import type { FileCheck } from "./context.ts";
import { KnownMembers } from "./known-members.ts";

/** Where a condition stands: what else holds there, and the lists whose elements are looked at. */
interface Place {
  readonly cells: readonly Cell[];
  readonly negated: boolean;
  readonly lists: ReadonlyMap<string, readonly PathStep[]>;
}

class OperationCheck {
  readonly #model: ApiModel;
  readonly #report: Report;
  readonly #reached = new WeakMap<readonly Cell[], Reach>();
  readonly members = new KnownMembers();

  constructor(model: ApiModel, report: Report) {
    this.#model = model;
    this.#report = report;
  }

  #reach(cells: readonly Cell[]): Reach {
    const known = this.#reached.get(cells);
    if (known) return known;
    const reach = reachOf(cells, this.#model);
    this.#reached.set(cells, reach);
    return reach;
  }

  condition(predicate: Predicate, place: Place): void {
    switch (predicate.kind) {
      case "constant":
        return;
      case "all": {
        checkTogether(predicate.operands, this.#report);
        const inner = { ...place, cells: narrowed(place.cells, predicate) };
        for (const one of predicate.operands) this.condition(one, inner);
        return;
      }
      case "any":
        for (const one of predicate.operands) this.condition(one, { ...place, cells: narrowed(place.cells, one) });
        return;
      case "not":
        this.condition(predicate.operand, { ...place, negated: !place.negated });
        return;
      case "some":
      case "every": {
        const steps = stepsOf(predicate.list, place);
        if (steps) this.#path(predicate.list, place, "value");
        const lists = new Map(place.lists);
        if (steps) lists.set(predicate.variable, steps);
        else lists.delete(predicate.variable);
        this.condition(predicate.condition, { ...place, lists });
        return;
      }
      default:
        this.#atom(predicate, place);
    }
  }

  #atom(atom: Atom, place: Place): void {
    const field = topField(atom);
    if (field === "eventSource" && textTest(atom)) return checkSourceTest(atom, this.#model, this.#report);
    if (field === "eventName" && textTest(atom))
      return checkNameTest(atom, place.cells, place.negated, this.#model, this.#report);
    this.#path(atom.subject, place, atom);
    if (atom.kind === "fieldCompare") this.#path(atom.other, place, "value");
    if (atom.kind !== "equals") return;
    const asksOperations = field === "readOnly" || field === "eventType";
    const reach = asksOperations && !place.negated ? this.#reach(place.cells) : undefined;
    checkValues(atom, reach && !reach.open ? reach.operations : [], this.#report);
  }

  #path(subject: Subject, place: Place, use: Atom | "value"): void {
    if (subject.kind !== "path") return;
    const steps = stepsOf(subject, place);
    if (!steps || !sideOfPath(steps)) return;
    const { operations, open } = this.#reach(place.cells);
    this.members.add(subject, open ? undefined : checkPath(subject, steps, operations, use, this.#report));
  }

  /** The alternatives of a value. */
  value(value: FirstOf, place: Place): void {
    for (const one of value.alternatives) if (one.kind !== "text") this.#path(one, place, "value");
  }

  subject(subject: Subject, place: Place): void {
    this.#path(subject, place, "value");
  }
}

/** The steps from the event on; nothing where the path starts in an element of an unknown list. */
function stepsOf(subject: Subject, place: Place): readonly PathStep[] | undefined {
  if (subject.kind !== "path") return undefined;
  if (subject.root.kind === "event") return subject.steps;
  const list = place.lists.get(subject.root.variable);
  return list && [...list, ...subject.steps];
}

const NO_LISTS: Place["lists"] = new Map();

const EVERYWHERE: Place = { cells: TOP, negated: false, lists: NO_LISTS };

function checkAlertPaths(alert: Alert, place: Place, operations: OperationCheck): void {
  const within = (when: Predicate | undefined): Place => {
    if (!when) return place;
    const inner = { ...place, cells: narrowed(place.cells, when) };
    operations.condition(when, inner);
    return inner;
  };
  for (const { value, when } of [
    ...alert.title,
    ...(alert.description ? [{ value: alert.description }] : []),
  ] as Alert["title"]) {
    const inner = within(when);
    for (const part of value.parts) if (part.kind === "value") operations.value(part.value, inner);
  }
  for (const { value, when } of alert.key ?? []) {
    const inner = within(when);
    for (const one of value) operations.value(one, inner);
  }
  for (const { when } of alert.severity) within(when);
  for (const one of alert.context) operations.subject(one, place);
}

/** The parts of a rule that ask about operations. */
interface OperationsOf {
  readonly when: Predicate;
  readonly condition: Predicate;
  readonly alert: Alert | undefined;
}

/**
 * Checks a rule against the model; without a model nothing is known, and nothing reported. Answers what the model says
 * of the rule's paths.
 */
export function checkOperations({ when, condition, alert }: OperationsOf, check: FileCheck): KnownMembers | undefined {
  if (!check.loadApi) return undefined;
  const operations = new OperationCheck(apiModel(check.loadApi), check.report);
  const start = EVERYWHERE;
  const place = { ...start, cells: narrowed(start.cells, when) };
  operations.condition(
    condition,
    condition.kind === "all" ? start : { ...start, cells: narrowed(start.cells, condition) },
  );
  if (alert) checkAlertPaths(alert, place, operations);
  return operations.members;
}

/** Checks a condition that a library names, for itself: whoever uses it may say more about where it holds. */
export function checkNamedCondition(condition: Predicate, check: FileCheck): void {
  if (!check.loadApi) return;
  const start = EVERYWHERE;
  const operations = new OperationCheck(apiModel(check.loadApi), check.report);
  // A name alone is no slip here: the rule that uses it names the source.
  operations.condition(condition, { ...start, cells: narrowed(start.cells, condition), negated: true });
}
