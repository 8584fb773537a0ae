/**
 * In: a condition. Out: which event sources and event names it lets through, as far as that can be told from tests of
 * these two fields; never less than it does let through.
 */
import type { Atom, Predicate } from "../ir/predicate.ts";
import { isAtom } from "../ir/predicate.ts";
import type { ApiModel, ApiOperation } from "../schema/api-model.ts";
import { fitsPattern, fitsRegex } from "./check-operations-fit.ts";

/** One way to hold: all of these tests do. */
export interface Cell {
  readonly eventSource: readonly Atom[];
  readonly eventName: readonly Atom[];
}

const ANYTHING: Cell = { eventSource: [], eventName: [] };
/** What says nothing of source and name. */
export const TOP: readonly Cell[] = [ANYTHING];
const MOST_CELLS = 64;
const MOST_SOURCES = 8;

/** The top-level field that the atom tests; nothing where it tests another path. */
export function topField(atom: Atom): string | undefined {
  const { subject } = atom;
  if (subject.kind !== "path" || subject.root.kind !== "event" || subject.steps.length !== 1) return undefined;
  const [step] = subject.steps;
  return step?.kind === "key" ? step.name : undefined;
}

const isTop = (cell: Cell) => cell.eventSource.length === 0 && cell.eventName.length === 0;

function joined(left: readonly Atom[], right: readonly Atom[]): readonly Atom[] {
  if (left.length === 0) return right;
  return right.length === 0 ? left : [...new Set([...left, ...right])];
}

function both(left: readonly Cell[], right: readonly Cell[]): readonly Cell[] {
  if (right === TOP || right === left) return left;
  if (left === TOP) return right;
  if (left.length * right.length > MOST_CELLS) return left;
  return left.flatMap((a) =>
    right.map((b) => ({
      eventSource: joined(a.eventSource, b.eventSource),
      eventName: joined(a.eventName, b.eventName),
    })),
  );
}

const known = new WeakMap<Predicate, readonly Cell[]>();

/** The ways in which a condition may hold, worked out once: a rule's `when` is asked about again with its exceptions. */
function cellsOf(predicate: Predicate): readonly Cell[] {
  let cells = known.get(predicate);
  if (!cells) {
    cells = findCells(predicate);
    known.set(predicate, cells);
  }
  return cells;
}

function findCells(predicate: Predicate): readonly Cell[] {
  if (predicate.kind === "all")
    return predicate.operands.reduce<readonly Cell[]>((cells, one) => both(cells, cellsOf(one)), TOP);
  if (predicate.kind === "any") {
    const cells = predicate.operands.flatMap(cellsOf);
    return cells.some(isTop) || cells.length > MOST_CELLS ? TOP : cells;
  }
  const field = isAtom(predicate) ? topField(predicate) : undefined;
  if ((field !== "eventSource" && field !== "eventName") || !textTest(predicate as Atom)) return TOP;
  const tests = [predicate as Atom];
  return [field === "eventSource" ? { eventSource: tests, eventName: [] } : { eventSource: [], eventName: tests }];
}

/** The ways that are left where a further condition holds as well. */
export function narrowed(cells: readonly Cell[], predicate: Predicate): readonly Cell[] {
  return both(cells, cellsOf(predicate));
}

type TextTest = (text: string) => boolean;
const tests = new WeakMap<Atom, TextTest | null>();

/** The test of a text that an atom stands for; nothing for those that test no text. */
export function textTest(atom: Atom): TextTest | undefined {
  let test = tests.get(atom);
  if (test === undefined) {
    test = makeTest(atom) ?? null;
    tests.set(atom, test);
  }
  return test ?? undefined;
}

function makeTest(atom: Atom): TextTest | undefined {
  const fold = (text: string) => ("nocase" in atom && atom.nocase ? text.toLowerCase() : text);
  const some = (texts: readonly string[], holds: (text: string, one: string) => boolean): TextTest => {
    const folded = texts.map(fold);
    return (text) => folded.some((one) => holds(fold(text), one));
  };
  switch (atom.kind) {
    case "equals":
      if (!atom.nocase) return (text) => atom.texts.includes(text);
      return some(atom.texts, (text, one) => text === one);
    case "contains":
      return some(atom.texts, (text, one) => text.includes(one));
    case "containsAll":
      return (text) => atom.texts.every((one) => fold(text).includes(fold(one)));
    case "startsWith":
      return some(atom.texts, (text, one) => text.startsWith(one));
    case "endsWith":
      return some(atom.texts, (text, one) => text.endsWith(one));
    case "like":
      return (text) => atom.patterns.some((one) => fitsPattern(one, text, atom.nocase));
    case "matches":
      return (text) => atom.regexes.some((one) => fitsRegex(one, text));
    default:
      return undefined;
  }
}

const passes = (atoms: readonly Atom[], text: string) => atoms.every((one) => textTest(one)?.(text) ?? true);

/** The texts that a cell leaves to a field, where some test of it lists them. */
export function textsOf(atoms: readonly Atom[]): readonly string[] | undefined {
  const listed = atoms.find((one) => one.kind === "equals");
  if (listed?.kind !== "equals") return undefined;
  return atoms.length === 1 ? listed.texts : listed.texts.filter((text) => passes(atoms, text));
}

/** The event sources that a cell allows; nothing where it doesn't ask about the source. */
export function sourcesOf(cell: Cell, model: ApiModel): readonly string[] | undefined {
  if (cell.eventSource.length === 0) return undefined;
  return textsOf(cell.eventSource) ?? model.sources().filter((one) => passes(cell.eventSource, one));
}

/** What some cells allow: operations of the model, and whether anything that it doesn't know may be among it. */
export interface Reach {
  readonly operations: readonly ApiOperation[];
  readonly open: boolean;
}

const ANY_OPERATION: Reach = { operations: [], open: true };

function namesIn(cell: Cell, source: string, model: ApiModel): Reach {
  const listed = textsOf(cell.eventName);
  const operations: ApiOperation[] = [];
  let open = false;
  if (listed) {
    for (const name of listed) {
      const found = model.find(source, name);
      if (found.length === 0) open = true;
      operations.push(...found);
    }
    return { operations, open };
  }
  const dates = model.isDated(source) ? ["", "20150331", "20150331v2", "2020_05_31"] : [""];
  for (const [name, found] of model.operationsOf(source))
    if (dates.some((date) => passes(cell.eventName, name + date))) operations.push(...found);
  return { operations, open: operations.length === 0 || !model.isClosed(source) };
}

/** The operations that the cells allow. */
export function reachOf(cells: readonly Cell[], model: ApiModel): Reach {
  const operations = new Set<ApiOperation>();
  let open = false;
  for (const cell of cells) {
    // What can't hold allows nothing.
    if (textsOf(cell.eventSource)?.length === 0 || textsOf(cell.eventName)?.length === 0) continue;
    const sources =
      sourcesOf(cell, model) ??
      textsOf(cell.eventName)?.flatMap((name) => [...(model.sourcesByName().get(name) ?? [])]);
    if (sources === undefined || sources.length === 0 || sources.length > MOST_SOURCES) return ANY_OPERATION;
    for (const source of new Set(sources)) {
      const reach = model.hasSource(source) ? namesIn(cell, source, model) : ANY_OPERATION;
      // Without a source in the condition a service that lacks one of the names is no reason for doubt.
      if (reach.open && (cell.eventSource.length > 0 || reach.operations.length === 0)) open = true;
      for (const one of reach.operations) operations.add(one);
    }
  }
  return { operations: [...operations], open };
}
