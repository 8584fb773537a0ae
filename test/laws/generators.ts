/**
 * Generated conditions, and events that are derived from them: hits, near misses and odd values at the paths that the
 * condition reads. For the laws of the language and of the targets; of the compiler only `ir/` is used here.
 */
import type fc from "fast-check";
import { type Network, parseNetwork } from "../../src/ir/address.ts";
import { compactJson } from "../../src/ir/compact-json.ts";
import { type JsonObject, type JsonValue, setMember, WrittenNumber } from "../../src/ir/json.ts";
import type { DerivedField, Path, PathStep, Subject, ValueType } from "../../src/ir/path.ts";
import type { Pattern, PatternPart, Regex, RegexPattern } from "../../src/ir/pattern.ts";
import type { Atom, Predicate } from "../../src/ir/predicate.ts";
import type { Span } from "../../src/source/source.ts";
import { built, type Chooser } from "./chooser.ts";

/** Where everything generated was "written". */
export const someSpan: Span = { source: { path: "generated.tocsin", text: "" }, start: 0, end: 0 };

/** A path from text: `a.b[].c`, `json(a.b).c`; keys are words. A path into an element: `{ variable: "x" }`. */
export function path(text: string, options: { readonly variable?: string; readonly type?: ValueType } = {}): Path {
  const inJson = /^json\((.*?)\)(.*)$/.exec(text);
  const steps: PathStep[] = inJson
    ? [...stepsOf(inJson[1] as string), { kind: "json" }, ...stepsOf(inJson[2] as string)]
    : stepsOf(text);
  const root =
    options.variable === undefined
      ? ({ kind: "event" } as const)
      : ({ kind: "element", variable: options.variable } as const);
  return { kind: "path", root, steps, type: options.type ?? "unknown", origin: someSpan };
}

function stepsOf(text: string): PathStep[] {
  return (text.match(/\[\]|[^.[\]]+/g) ?? []).map((part) =>
    part === "[]" ? { kind: "each" } : { kind: "key", name: part },
  );
}

export type AtomKind = Atom["kind"];

export const ALL_ATOM_KINDS: readonly AtomKind[] = [
  "equals",
  "exists",
  "contains",
  "containsAll",
  "startsWith",
  "endsWith",
  "like",
  "matches",
  "numberOrder",
  "timeOrder",
  "inNetwork",
  "isAddress",
  "fieldCompare",
];

/** What conditions are made of. */
export interface GeneratorOptions {
  /** Default: every kind. */
  readonly atoms?: readonly AtomKind[];
  /** Paths from the event; default: `HOSTILE_PATHS`. */
  readonly paths?: readonly Path[];
  /** Lists for quantifiers, each ending in `[]`; none: no quantifiers. */
  readonly lists?: readonly Path[];
  /** Paths inside an element of a list, by name; the empty one is the element itself. */
  readonly members?: readonly string[];
  readonly derived?: readonly DerivedField[];
  readonly nocase?: boolean;
  /** How deep `and`, `or`, `not` and quantifiers nest; default 3. */
  readonly depth?: number;
  /** Texts for comparisons; default: a few short ones that are easily mistaken for each other. */
  readonly texts?: readonly string[];
}

/** Ordinary fields, lists, JSON in a text, and keys that every JavaScript object seems to have. */
export const HOSTILE_PATHS: readonly Path[] = [
  "eventName",
  "userIdentity.type",
  "a.b",
  "list[]",
  "list[].k",
  "a.list[].items[].k",
  "json(policy).Statement[].Effect",
  "json(a.text)",
  "__proto__.k",
  "constructor",
  "a.length",
  "toString.name",
  "list",
].map((text) => path(text));

const HOSTILE_LISTS: readonly Path[] = ["list[]", "a.list[]", "json(policy).Statement[]"].map((text) => path(text));
const TEXTS = [
  "a",
  "b",
  "ab",
  "A",
  "aB",
  "k",
  "é",
  "😀",
  "a b",
  "*",
  "a?",
  "1",
  "22",
  "true",
  "false",
  "null",
  "-",
  "10.0.0.1",
  "Ki",
];
const ASCII = /^[\0-\x7f]*$/;

const NUMBERS = ["0", "1", "22", "-1", "1.5", "0.10", "999999999999999", "-0", "1.50"];
const TIMES = ["2026-01-01T00:00:00Z", "2026-11-22T10:00:00Z", "0000-01-01T00:00:00Z"];
const NETWORKS = ["10.0.0.0/8", "10.0.0.1/32", "0.0.0.0/0", "192.168.4.0/22", "2001:db8::/32", "::/0", "fe80::/10"].map(
  (text) => parseNetwork(text) as Network,
);

/** A condition, simplest first. */
export function arbitraryPredicate(options: GeneratorOptions = {}): fc.Arbitrary<Predicate> {
  return built((chooser) => buildPredicate(chooser, options));
}

/** A condition and events made for it. */
export function arbitraryCase(
  options: GeneratorOptions = {},
  events = 6,
): fc.Arbitrary<{ predicate: Predicate; events: JsonObject[] }> {
  return built((chooser) => {
    const predicate = buildPredicate(chooser, options);
    return { predicate, events: Array.from({ length: events }, () => buildEvent(chooser, predicate)) };
  }, 900);
}

// ---- conditions

interface Building extends Required<Omit<GeneratorOptions, "depth">> {
  readonly chooser: Chooser;
  /** Variables in reach. */
  readonly variables: readonly string[];
}

function buildPredicate(chooser: Chooser, options: GeneratorOptions): Predicate {
  const building: Building = {
    chooser,
    variables: [],
    atoms: options.atoms ?? ALL_ATOM_KINDS,
    paths: options.paths ?? HOSTILE_PATHS,
    lists: options.lists ?? HOSTILE_LISTS,
    members: options.members ?? ["k", "", "items[].k", "__proto__", "Effect"],
    derived: options.derived ?? [],
    nocase: options.nocase ?? true,
    texts: options.texts ?? TEXTS,
  };
  return buildNode(building, options.depth ?? 3);
}

function buildNode(building: Building, depth: number): Predicate {
  const { chooser } = building;
  const kinds = ["atom", "atom", "all", "any", "not", ...(building.lists.length > 0 ? ["some", "every"] : [])];
  const kind = depth === 0 ? "atom" : chooser.pick(kinds);
  switch (kind) {
    case "all":
    case "any":
      return { kind, operands: chooser.several(1, 3, () => buildNode(building, depth - 1)), origin: someSpan };
    case "not":
      return { kind, operand: buildNode(building, depth - 1), origin: someSpan };
    case "some":
    case "every": {
      const variable = `x${building.variables.length}`;
      const list = chooser.pick(building.lists);
      const inner = { ...building, variables: [...building.variables, variable] };
      return { kind, variable, list, condition: buildNode(inner, depth - 1), origin: someSpan };
    }
    default:
      return buildAtom(building);
  }
}

function buildSubject(building: Building, kind: AtomKind): Subject {
  const { chooser, variables } = building;
  if (variables.length > 0 && !chooser.once(3))
    return path(chooser.pick(building.members), { variable: chooser.pick(variables) });
  const derived = building.derived.filter((field) => mayAsk(field, kind));
  return derived.length > 0 && chooser.once(3) ? chooser.pick(derived) : chooser.pick(building.paths);
}

/** Of texts that a derived field itself provides only their comparison with texts may be asked. */
function mayAsk(field: DerivedField, kind: AtomKind): boolean {
  const onlyPaths = field.cases.every(({ value }) => value.kind === "path");
  return onlyPaths || ["equals", "exists", "contains", "containsAll", "startsWith", "endsWith"].includes(kind);
}

function buildAtom(building: Building): Atom {
  const { chooser } = building;
  const kind = chooser.pick(building.atoms);
  const subject = buildSubject(building, kind);
  const nocase = building.nocase && chooser.once(3);
  const texts = () =>
    chooser.several(1, 3, () => chooser.pick(building.texts.filter((text) => !nocase || ASCII.test(text))));
  const operator = chooser.pick(["<", "<=", ">", ">="] as const);
  switch (kind) {
    case "equals":
    case "contains":
    case "containsAll":
    case "startsWith":
    case "endsWith":
      return { kind, subject, texts: texts(), nocase, origin: someSpan };
    case "like":
      return {
        kind,
        subject,
        patterns: chooser.several(1, 2, () => buildPattern(chooser, texts())),
        nocase,
        origin: someSpan,
      };
    case "matches":
      return {
        kind,
        subject,
        regexes: chooser.several(1, 2, () => buildRegex(chooser, building.texts)),
        origin: someSpan,
      };
    case "numberOrder":
      return { kind, subject, operator, limit: chooser.pick(NUMBERS), origin: someSpan };
    case "timeOrder":
      return { kind, subject, operator, limit: chooser.pick(TIMES), origin: someSpan };
    case "inNetwork":
      return { kind, subject, networks: chooser.several(1, 2, () => chooser.pick(NETWORKS)), origin: someSpan };
    case "isAddress":
    case "exists":
      return { kind, subject, origin: someSpan };
    case "fieldCompare": {
      const relation = chooser.pick(["equals", "contains", "startsWith", "endsWith"] as const);
      return { kind, subject, relation, other: buildSubject(building, kind), nocase, origin: someSpan };
    }
  }
}

function buildPattern(chooser: Chooser, texts: readonly string[]): Pattern {
  const parts: PatternPart[] = [];
  for (const text of texts) {
    if (chooser.once(2)) addPart(parts, { kind: "anyRun" });
    if (chooser.once(3)) addPart(parts, { kind: "anyOne" });
    addPart(parts, { kind: "text", text });
  }
  if (chooser.once(2)) addPart(parts, { kind: "anyRun" });
  return { parts, written: parts.map(showPart).join("") };
}

/** Neighbouring texts are one part. */
function addPart(parts: PatternPart[], part: PatternPart): void {
  const last = parts.at(-1);
  if (last?.kind === "text" && part.kind === "text")
    parts[parts.length - 1] = { kind: "text", text: last.text + part.text };
  else parts.push(part);
}

function showPart(part: PatternPart): string {
  if (part.kind === "text") return part.text.replace(/[*?\\]/g, "\\$&");
  return part.kind === "anyRun" ? "*" : "?";
}

const CLASSES: readonly (readonly (readonly [number, number])[])[] = [
  [[0x61, 0x63]],
  [[0x30, 0x39]],
  [
    [0x30, 0x39],
    [0x41, 0x5a],
    [0x5f, 0x5f],
    [0x61, 0x7a],
  ],
  [[0x5d, 0x5e]],
  [[0x1f600, 0x1f64f]],
];

function buildRegex(chooser: Chooser, texts: readonly string[]): RegexPattern {
  const body = buildRegexNode(chooser, texts, 2);
  return { body, fromStart: chooser.once(3), toEnd: chooser.once(3), written: "…" };
}

function buildRegexNode(chooser: Chooser, texts: readonly string[], depth: number): Regex {
  const kind = chooser.pick(
    depth === 0
      ? ["literal", "characters", "any"]
      : ["literal", "sequence", "alternatives", "repeat", "characters", "any"],
  );
  const below = () => buildRegexNode(chooser, texts, depth - 1);
  switch (kind) {
    case "characters":
      return { kind: "characters", negated: chooser.once(4), ranges: chooser.pick(CLASSES) };
    case "any":
      return { kind: "anyCharacter" };
    case "sequence":
      return { kind, items: chooser.several(2, 3, below) };
    case "alternatives":
      return { kind, items: chooser.several(2, 3, below) };
    case "repeat": {
      // Nothing that has a repeat in it: an unbounded one there is no portable regex.
      const item = buildRegexNode(chooser, texts, 0);
      const [least, most] = chooser.pick([
        [0, 1],
        [0, undefined],
        [1, undefined],
        [2, 2],
        [1, 3],
        [2, undefined],
      ] as const);
      return { kind, item, least, most };
    }
    default:
      return { kind: "literal", text: chooser.pick(texts) };
  }
}

// ---- events

/** A value in the making. `asText`: it stands in the event as compact JSON text. */
type Draft = { readonly kind: "value"; value: JsonValue } | DraftObject | DraftList;
interface DraftObject {
  readonly kind: "object";
  readonly members: Map<string, Draft>;
  asText: boolean;
}
interface DraftList {
  readonly kind: "list";
  readonly elements: Draft[];
}

/** An event for a condition. */
export function buildEvent(chooser: Chooser, predicate: Predicate): JsonObject {
  const root: DraftObject = { kind: "object", members: new Map(), asText: false };
  fill(chooser, predicate, root, new Map());
  if (chooser.once(4))
    root.members.set(chooser.pick(["eventName", "list", "a", "constructor"]), {
      kind: "value",
      value: oddValue(chooser),
    });
  return finish(root) as JsonObject;
}

type Lists = ReadonlyMap<string, readonly PathStep[]>;

/** The steps from the event, through the lists that quantifiers walk. */
function absolute(path: Path, lists: Lists): readonly PathStep[] {
  return path.root.kind === "event" ? path.steps : [...(lists.get(path.root.variable) ?? []), ...path.steps];
}

function fill(chooser: Chooser, predicate: Predicate, root: DraftObject, lists: Lists): void {
  switch (predicate.kind) {
    case "constant":
      return;
    case "all":
    case "any":
      for (const operand of predicate.operands) fill(chooser, operand, root, lists);
      return;
    case "not":
      fill(chooser, predicate.operand, root, lists);
      return;
    case "some":
    case "every": {
      const inner = new Map([...lists, [predicate.variable, absolute(predicate.list, lists)]]);
      for (let round = chooser.below(3); round >= 0; round--) fill(chooser, predicate.condition, root, inner);
      return;
    }
    default:
      fillAtom(chooser, predicate, root, lists);
  }
}

function pathsOf(subject: Subject): readonly Path[] {
  return subject.kind === "path"
    ? [subject]
    : subject.cases.flatMap(({ value }) => (value.kind === "text" ? [] : [value.path]));
}

function fillAtom(chooser: Chooser, atom: Atom, root: DraftObject, lists: Lists): void {
  const subjects = atom.kind === "fieldCompare" ? [atom.subject, atom.other] : [atom.subject];
  for (const subject of subjects) {
    if (subject.kind === "derived") for (const { when } of subject.cases) if (when) fill(chooser, when, root, lists);
    for (const one of pathsOf(subject)) {
      if (chooser.once(6)) continue;
      put(chooser, root, absolute(one, lists), valueFor(chooser, atom));
    }
  }
}

/** Puts a value where a path leads, making what is missing on the way; what stands in the way is sometimes left. */
function put(chooser: Chooser, draft: DraftObject | DraftList, steps: readonly PathStep[], value: JsonValue): void {
  const [step, ...rest] = steps;
  if (draft.kind === "list") {
    const inner = step?.kind === "each" ? rest : steps;
    const at = chooser.once(3) ? draft.elements.length : chooser.below(draft.elements.length + 1);
    draft.elements[at] = within(chooser, draft.elements[at], inner, value);
  } else if (step?.kind === "key")
    draft.members.set(step.name, within(chooser, draft.members.get(step.name), rest, value));
  else if (step) put(chooser, draft, rest, value);
}

function within(chooser: Chooser, old: Draft | undefined, steps: readonly PathStep[], value: JsonValue): Draft {
  const [step, ...rest] = steps;
  if (!step) return { kind: "value", value };
  if (step.kind === "json") {
    const inner = within(chooser, old, rest, value);
    if (inner.kind === "object") inner.asText = !chooser.once(4);
    else if (inner.kind === "value" && chooser.once(2)) return { kind: "value", value: compactJson(inner.value) };
    return inner;
  }
  if (old?.kind === "list" || (step.kind === "each" && !chooser.once(3))) {
    const list: DraftList = old?.kind === "list" ? old : { kind: "list", elements: old ? [old] : [] };
    put(chooser, list, steps, value);
    return list;
  }
  if (step.kind === "each") return within(chooser, old, rest, value);
  const object: DraftObject = old?.kind === "object" ? old : { kind: "object", members: new Map(), asText: false };
  put(chooser, object, steps, value);
  return object;
}

function finish(draft: Draft): JsonValue {
  switch (draft.kind) {
    case "value":
      return draft.value;
    case "list":
      return draft.elements.map(finish);
    case "object": {
      const object: Record<string, JsonValue> = {};
      for (const [key, member] of draft.members) setMember(object, key, finish(member));
      return draft.asText ? compactJson(object) : object;
    }
  }
}

const ODD_VALUES: readonly JsonValue[] = [
  null,
  "",
  [],
  {},
  [[]],
  [null, ""],
  { a: null },
  0,
  false,
  true,
  1,
  9007199254740991,
  9007199254740992,
  new WrittenNumber("9007199254740993"),
  new WrittenNumber("1.0"),
  new WrittenNumber("1e3"),
  new WrittenNumber("-0.0"),
  "\u212a",
  "ſ",
  "İ",
  "a\nb",
  "text that is no JSON",
  '{"k":"a"}',
  ["a"],
  [["a"], "b"],
  { k: "a" },
  [{ k: "a" }, { k: null }, {}],
  { length: 3 },
  "::ffff:10.0.0.1",
  "010.0.0.1",
  "AWS Internal",
];

function oddValue(chooser: Chooser): JsonValue {
  return chooser.pick(ODD_VALUES);
}

/** A hit, a near miss, or an odd value. */
function valueFor(chooser: Chooser, atom: Atom): JsonValue {
  if (chooser.once(8)) return oddValue(chooser);
  const text = textFor(chooser, atom);
  const value = nearly(chooser, text);
  return chooser.once(8) ? [value, oddValue(chooser)] : value;
}

function nearly(chooser: Chooser, text: string): JsonValue {
  switch (chooser.below(9)) {
    case 0:
    case 1:
    case 2:
    case 3:
      return typed(text);
    case 4:
      return swapCase(text);
    case 5:
      return `${text}x`;
    case 6:
      return `x${text}`;
    case 7:
      return [...text].slice(0, -1).join("");
    default:
      return text.replace(/k/gi, "\u212a").replace(/s/gi, "ſ");
  }
}

/** The value that is written so in JSON without quotes, if there is one. */
function typed(text: string): JsonValue {
  if (text === "true" || text === "false") return text === "true";
  if (/^-?(?:0|[1-9][0-9]*)$/.test(text)) return text === "-0" ? 0 : Number(text);
  return /^-?(?:0|[1-9][0-9]*)\.[0-9]+$/.test(text) ? new WrittenNumber(text) : text;
}

function swapCase(text: string): string {
  return text.replace(/[A-Za-z]/g, (letter) => (letter < "a" ? letter.toLowerCase() : letter.toUpperCase()));
}

/** A text that the atom is true of, mostly. */
function textFor(chooser: Chooser, atom: Atom): string {
  switch (atom.kind) {
    case "equals":
      return chooser.pick(atom.texts);
    case "contains":
      return `y${chooser.pick(atom.texts)}z`;
    case "containsAll":
      return atom.texts.join(chooser.pick(["", "-"]));
    case "startsWith":
      return `${chooser.pick(atom.texts)}z`;
    case "endsWith":
      return `y${chooser.pick(atom.texts)}`;
    case "like":
      return chooser
        .pick(atom.patterns)
        .parts.map((part) => (part.kind === "text" ? part.text : fillerFor(chooser, part.kind)))
        .join("");
    case "matches":
      return textOfRegex(chooser, chooser.pick(atom.regexes));
    case "numberOrder":
      return chooser.pick([
        atom.limit,
        "0",
        "1",
        "21",
        "23",
        "-2",
        "1.4",
        "1.6",
        "0.1",
        "0.11",
        "1000000000000000",
        "1e1",
        "01",
      ]);
    case "timeOrder":
      return chooser.pick([
        atom.limit,
        "2026-01-01T00:00:01Z",
        "2025-12-31T23:59:59Z",
        "2026-01-01T00:00:00.000Z",
        "2026-01-01",
        "9999-12-31T23:59:59Z",
      ]);
    case "inNetwork":
    case "isAddress":
      return chooser.pick([
        "10.0.0.1",
        "10.255.255.255",
        "11.0.0.0",
        "192.168.7.255",
        "192.168.8.0",
        "::ffff:10.0.0.1",
        "2001:db8::1",
        "2001:DB8:0:0:0:0:0:1",
        "::1",
        "fe80::1%eth0",
        "10.1",
        "1.2.3.4.5",
      ]);
    case "exists":
      return "a";
    case "fieldCompare":
      return chooser.pick(["a", "ab", "Ab", "1", "true"]);
  }
}

function fillerFor(chooser: Chooser, kind: "anyRun" | "anyOne"): string {
  return kind === "anyOne" ? chooser.pick(["x", "😀", "\n", ""]) : chooser.pick(["", "x", "a\nb", "😀", "ab"]);
}

function textOfRegex(chooser: Chooser, regex: RegexPattern): string {
  const body = textOfRegexNode(chooser, regex.body);
  return chooser.once(3) ? chooser.pick(["x", "\n", ""]) + body + chooser.pick(["x", "\n", ""]) : body;
}

function textOfRegexNode(chooser: Chooser, regex: Regex): string {
  switch (regex.kind) {
    case "literal":
      return regex.text;
    case "characters":
      return regex.negated ? "~" : String.fromCodePoint(chooser.pick(chooser.pick(regex.ranges)));
    case "anyCharacter":
      return chooser.pick(["x", "\n", "😀"]);
    case "sequence":
      return regex.items.map((item) => textOfRegexNode(chooser, item)).join("");
    case "alternatives":
      return textOfRegexNode(chooser, chooser.pick(regex.items));
    case "repeat":
      return chooser
        .several(regex.least, regex.most ?? regex.least + 2, () => textOfRegexNode(chooser, regex.item))
        .join("");
  }
}
