/**
 * Runs a Lucene regular expression over whole values, by code points and in time linear in the value: a Thompson NFA,
 * made deterministic state by state as values come.
 */
import { parseRegexp, type Range, type RegexpNode } from "./regexp-tree.ts";
import type { TextTest } from "./wildcard.ts";

/** More states than any printed pattern needs; Elasticsearch has a limit of its own on the work. */
const MOST_STATES = 20_000;
const MOST_REMEMBERED = 2_000;

interface Step {
  readonly ranges: readonly Range[];
  readonly to: number;
}

/** State by state: where it goes without a sign, and with one. */
interface Automaton {
  readonly silent: readonly (readonly number[])[];
  readonly steps: readonly (Step | undefined)[];
  readonly start: number;
  readonly end: number;
}

/** Compiles a pattern; throws an Error where Lucene would refuse it, or where it is not run here. */
export function luceneRegexp(pattern: string, ignoresCase: boolean): TextTest {
  const automaton = automatonOf(parseRegexp(pattern, ignoresCase));
  const bounds = boundsOf(automaton);
  let remembered = new Map<string, Node>();
  const nodeOf = (states: number[]): Node => {
    const name = states.join(",");
    const known = remembered.get(name);
    if (known) return known;
    const node: Node = { states, accepts: states.includes(automaton.end), next: new Map() };
    remembered.set(name, node);
    return node;
  };
  const startNode = () => nodeOf(closureOf(automaton, [automaton.start]));
  let start = startNode();
  return (value) => {
    if (remembered.size > MOST_REMEMBERED) {
      remembered = new Map();
      start = startNode();
    }
    let node = start;
    for (const sign of value) {
      const kind = kindOf(bounds, sign.codePointAt(0) as number);
      let next = node.next.get(kind);
      if (!next) {
        next = nodeOf(closureOf(automaton, reached(automaton, node.states, bounds[kind] as number)));
        node.next.set(kind, next);
      }
      if (next.states.length === 0) return false;
      node = next;
    }
    return node.accepts;
  };
}

interface Node {
  readonly states: number[];
  readonly accepts: boolean;
  /** By the kind of the next sign. */
  readonly next: Map<number, Node>;
}

function automatonOf(tree: RegexpNode): Automaton {
  const silent: number[][] = [];
  const steps: (Step | undefined)[] = [];
  const add = (): number => {
    if (silent.length >= MOST_STATES) throw new Error("the regular expression is too large");
    steps.push(undefined);
    return silent.push([]) - 1;
  };
  /** Lays a tree from a state on and says where it ends. */
  const lay = (node: RegexpNode, from: number): number => {
    switch (node.kind) {
      case "ranges": {
        const to = add();
        // A state has one step; another way out of it is silent.
        const own = add();
        (silent[from] as number[]).push(own);
        steps[own] = { ranges: node.ranges, to };
        return to;
      }
      case "sequence":
        return node.parts.reduce((at, part) => lay(part, at), from);
      case "choice": {
        const end = add();
        for (const arm of node.arms) (silent[lay(arm, from)] as number[]).push(end);
        return end;
      }
      case "repeat":
        return layRepeat(node, from);
    }
  };
  const layRepeat = ({ part, least, most }: RegexpNode & { kind: "repeat" }, from: number): number => {
    let at = from;
    for (let count = 0; count < least; count++) at = lay(part, at);
    const end = add();
    (silent[at] as number[]).push(end);
    if (most === Number.POSITIVE_INFINITY) {
      const loop = add();
      (silent[end] as number[]).push(loop);
      (silent[lay(part, loop)] as number[]).push(end);
    } else {
      for (let count = least; count < most; count++) {
        at = lay(part, at);
        (silent[at] as number[]).push(end);
      }
    }
    return end;
  };
  const start = add();
  const end = lay(tree, start);
  return { silent, steps, start, end };
}

/** All states that are reached without a sign, in order. */
function closureOf({ silent }: Automaton, states: Iterable<number>): number[] {
  const found = new Set(states);
  for (const state of found) for (const next of silent[state] as readonly number[]) found.add(next);
  return [...found].sort((a, b) => a - b);
}

function* reached({ steps }: Automaton, states: readonly number[], point: number): Generator<number> {
  for (const state of states) {
    const step = steps[state];
    if (step?.ranges.some(([from, to]) => from <= point && point <= to)) yield step.to;
  }
}

/** Where the ranges of a pattern begin and end: all code points between two bounds are of one kind. */
function boundsOf({ steps }: Automaton): number[] {
  const bounds = new Set([0]);
  for (const step of steps) for (const [from, to] of step?.ranges ?? []) bounds.add(from).add(to + 1);
  return [...bounds].sort((a, b) => a - b);
}

/** The last bound that is not above the code point. */
function kindOf(bounds: readonly number[], point: number): number {
  let [low, high] = [0, bounds.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((bounds[middle] as number) <= point) low = middle;
    else high = middle - 1;
  }
  return low;
}
