/**
 * In: the events that a file or a rule writes, and the model of AWS's operations. Out: reports of what no record says: a
 * source, an operation or a member that AWS doesn't have, a value that can't stand where it does.
 */
import { nearestNames } from "../diagnostics/nearest.ts";
import { type Path, type PathStep, showPath } from "../ir/path.ts";
import type { Atom, Predicate } from "../ir/predicate.ts";
import { isAtom } from "../ir/predicate.ts";
import { walk } from "../ir/walk.ts";
import { type ApiModel, type ApiOperation, type ApiSide, apiModel } from "../schema/api-model.ts";
import { type ApiAnswer, followPath, sideOfPath } from "../schema/api-path.ts";
import type { EventExpression, JsonMember, JsonNode } from "../syntax/ast.ts";
import { misfitOf } from "./check-operations-misfit.ts";
import { nearestOperations, nearestSources } from "./check-operations-names.ts";
import { namesOf } from "./check-operations-paths.ts";
import { topField } from "./check-operations-reach.ts";
import type { FileCheck } from "./context.ts";
import { unknownTestMember, unknownTestOperation, unknownTestSource, wrongTestMember } from "./problems-operations.ts";
import type { Scope } from "./scope.ts";

/** What the rule itself asks for: where that is wrong, it is reported there, and once is enough. */
interface Asked {
  readonly texts: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
}

const NOTHING: Asked = { texts: new Set(), names: new Set() };

function askedBy(condition: Predicate): Asked {
  const texts = new Set<string>();
  const names = new Set<string>();
  walk(condition, (node) => {
    if (!isAtom(node)) return;
    if (node.kind === "equals" && isAboutOperations(node)) for (const text of node.texts) texts.add(text.toLowerCase());
    if (node.subject.kind !== "path") return;
    for (const step of node.subject.steps) if (step.kind === "key") names.add(step.name);
  });
  return { texts, names };
}

const isAboutOperations = (atom: Atom) => ["eventSource", "eventName"].includes(topField(atom) ?? "");

/** Does a condition name sources, operations or their parameters? Without that the model isn't asked about its tests. */
function namesOperations(condition: Predicate): boolean {
  let found = false;
  walk(condition, (node) => {
    if (isAtom(node))
      found ||= isAboutOperations(node) || (node.subject.kind === "path" && !!sideOfPath(node.subject.steps));
  });
  return found;
}

/** More lie within each other only where that was reported. */
const MOST_LAYERS = 64;

/** The JSON that an event is made of: the last patch first, the first base last. A circle ends where it closes. */
function layersOf(event: EventExpression, scope: Scope): readonly JsonNode[] {
  const layers: JsonNode[] = [];
  const seen: EventExpression[] = [];
  let [at, names] = [event, scope];
  while (seen.length <= MOST_LAYERS && !seen.includes(at)) {
    seen.push(at);
    if (at.kind === "written") {
      layers.push(at.json);
      break;
    }
    if (at.patch) layers.push(at.patch);
    const base = names.findEvent(at.base.text);
    if (!base || base.declaration.event.kind === "broken") break;
    [at, names] = [base.declaration.event, base.scope];
  }
  return layers;
}

type JsonText = Extract<JsonNode, { kind: "string" }>;

/** The member as the uppermost layer that has it says it, from one layer on; nothing where it is no text. */
function textAt(layers: readonly JsonNode[], from: number, key: string): JsonText | undefined {
  for (let at = from; at < layers.length; at++) {
    const layer = layers[at] as JsonNode;
    if (layer.kind !== "object") continue;
    for (let index = layer.members.length - 1; index >= 0; index--) {
      const { key: own, value } = layer.members[index] as JsonMember;
      if (own === key) return value.kind === "string" ? value : undefined;
    }
  }
  return undefined;
}

class EventCheck {
  /** Events that several tests are built on are looked at once. */
  readonly #seen = new Set<JsonNode>();
  #asked: Asked | undefined;

  constructor(
    readonly model: ApiModel,
    readonly condition: Predicate | undefined,
    readonly check: FileCheck,
  ) {}

  /** Is it in what the rule itself asks for? Nobody wants to know before there is something to report. */
  #isAsked(kind: keyof Asked, name: string): boolean {
    this.#asked ??= this.condition ? askedBy(this.condition) : NOTHING;
    return this.#asked[kind].has(name);
  }

  /** Each layer belongs to the event that first has a source and a name, counted from the base. */
  event(event: EventExpression, scope: Scope): void {
    const layers = layersOf(event, scope);
    let from = 0;
    while (from < layers.length) from = this.#layers(layers, from);
  }

  /** Checks the layers of the event that begins at one of them; how far they go. */
  #layers(layers: readonly JsonNode[], from: number): number {
    const top = layers[from] as JsonNode;
    const source = textAt(layers, from, "eventSource");
    const name = textAt(layers, from, "eventName");
    if (this.#seen.has(top) || !source || !name) return layers.length;
    this.#seen.add(top);
    let to = from + 1;
    while (to < layers.length && !(textAt(layers, to, "eventSource") && textAt(layers, to, "eventName"))) to++;
    // A patch that changes the source alone is what a wrong pair comes from.
    const isMoved = !textAt([top], 0, "eventName") && textAt([top], 0, "eventSource") !== undefined;
    const operations = this.#operations(source, name, isMoved);
    for (let at = from; at < to; at++) {
      const layer = layers[at] as JsonNode;
      if (layer.kind === "object") this.#sides(layer.members, operations);
    }
    return to;
  }

  #operations(source: JsonText, name: JsonText, isMoved: boolean): readonly ApiOperation[] {
    const { model, check } = this;
    if (!model.hasSource(source.value)) {
      const nearest = nearestSources(source.value, model);
      if (!this.#isAsked("texts", source.value.toLowerCase()))
        check.report.add(unknownTestSource, { text: source.value, nearest }, source.span, repair(source, nearest));
      return [];
    }
    const found = model.find(source.value, name.value);
    if (found.length > 0 || !model.isClosed(source.value)) return found;
    if (this.#isAsked("texts", name.value.toLowerCase())) return found;
    const nearest = nearestOperations(name.value, [...model.operationsOf(source.value).keys()]);
    const details = { name: name.value, source: source.value, nearest };
    if (isMoved) check.report.add(unknownTestOperation, details, source.span);
    else check.report.add(unknownTestOperation, details, name.span, repair(name, nearest));
    return found;
  }

  #sides(members: readonly JsonMember[], operations: readonly ApiOperation[]): void {
    if (operations.length === 0) return;
    for (const { key, value } of members) {
      if ((key === "requestParameters" || key === "responseElements") && value.kind === "object")
        this.#members(value.members, [{ kind: "key", name: key }], key, operations);
    }
  }

  #members(
    members: readonly JsonMember[],
    above: readonly PathStep[],
    side: ApiSide,
    operations: readonly ApiOperation[],
  ): void {
    for (const { key, keySpan, value } of members)
      this.#value(value, keySpan, [...above, { kind: "key", name: key }], side, operations);
  }

  /** A value at its place; `span` is where it is reported: its key, or itself in a list. */
  #value(
    node: JsonNode,
    span: Path["origin"],
    steps: readonly PathStep[],
    side: ApiSide,
    operations: readonly ApiOperation[],
  ): void {
    // It takes away what the base has, or says that there is nothing.
    if (node.kind === "null") return;
    const answers: ApiAnswer[] = [];
    for (const one of operations) {
      const answer = followPath(one, side, steps, 1);
      if (answer.kind === "open" || answer.kind === "none") return;
      answers.push(answer);
    }
    const known = answers.filter((one) => one.kind === "known");
    const path = () => showPath({ root: { kind: "event" }, steps });
    if (known.length === 0) {
      const name = steps.at(-1);
      if (name?.kind !== "key" || this.#isAsked("names", name.name)) return;
      const names = answers.flatMap((one) => (one.kind === "unknown" ? one.names : []));
      const details = { path: path(), name: name.name, operations: namesOf(operations) };
      this.check.report.add(unknownTestMember, { ...details, nearest: nearestNames(name.name, new Set(names)) }, span);
      return;
    }
    const having = operations.filter((_, at) => answers[at]?.kind === "known");
    const misfits = known.map((answer, at) => misfitOf(node, answer, (having[at] as ApiOperation).protocol));
    const [misfit] = misfits;
    if (misfit && misfits.every((one) => one !== undefined)) {
      this.check.report.add(wrongTestMember, { path: path(), ...misfit }, span);
      return;
    }
    if (node.kind === "object") this.#members(node.members, steps, side, having);
    if (node.kind === "array")
      for (const element of node.elements)
        this.#value(element, element.span, [...steps, { kind: "each" }], side, having);
  }
}

function repair(node: JsonText, [first]: readonly string[]) {
  if (first === undefined) return {};
  return { fixes: [{ title: `Change to \`${first}\``, span: node.span, text: JSON.stringify(first) }] };
}

/** An event as it is written, and where the name of its base is looked up. */
export interface WrittenEvent {
  readonly event: EventExpression;
  readonly scope: Scope;
}

function checkEvents(events: readonly WrittenEvent[], condition: Predicate | undefined, check: FileCheck): void {
  if (!check.loadApi) return;
  const one = new EventCheck(apiModel(check.loadApi), condition, check);
  for (const { event, scope } of events) one.event(event, scope);
}

/** Checks the events of a rule's tests and of its own declarations, where its condition names an operation. */
export function checkTestEvents(events: readonly WrittenEvent[], condition: Predicate, check: FileCheck): void {
  if (check.loadApi && namesOperations(condition)) checkEvents(events, condition, check);
}

/** Checks the events that a file declares beside its rules. */
export function checkDeclaredEvents(scope: Scope, check: FileCheck): void {
  const events = [...scope.events.values()].flatMap((binding) =>
    binding.declaration.event.kind === "broken" ? [] : [{ event: binding.declaration.event, scope: binding.scope }],
  );
  checkEvents(events, undefined, check);
}
