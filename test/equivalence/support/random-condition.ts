/**
 * In: random decisions. Out: a condition as text, type-directed: each operator stands where the checker takes it.
 * Nesting goes to depth 4. What a target can say of it is not known here, but for the flavours: fields of the record,
 * members of undocumented objects, or anything.
 */
import type { CodePointRange, Regex, RegexPattern } from "../../../src/ir/pattern.ts";
import { regexPatternText } from "./condition-text.ts";
import {
  FOLDING_TEXTS,
  innerList,
  type ListPlace,
  listPlaces,
  memberPlaces,
  ODD_TEXTS,
  objectPlaces,
  otherPlaces,
  type Place,
  type PlaceKind,
  recordPlaces,
  timePlaces,
} from "./places.ts";
import type { SeededChooser } from "./seeded-chooser.ts";

/** `record`: documented fields. `members`: those and members of open objects, asked simply. `anything`: all there is. */
export type Flavour = "record" | "members" | "anything";

export type OperatorKind =
  | "equals"
  | "in"
  | "contains"
  | "contains all"
  | "starts with"
  | "ends with"
  | "like"
  | "matches"
  | "number"
  | "time"
  | "cidr"
  | "is ip"
  | "exists"
  | "field";

const TEXT_OPERATORS: readonly OperatorKind[] = [
  "equals",
  "equals",
  "in",
  "contains",
  "contains all",
  "starts with",
  "ends with",
  "like",
  "matches",
  "exists",
];

/** The operators that the checker takes at a place. */
export function operatorsAt(kind: PlaceKind): readonly OperatorKind[] {
  switch (kind) {
    case "boolean":
      return ["equals", "exists"];
    case "time":
      return ["time", "time", "equals", "exists"];
    case "address":
      return [...TEXT_OPERATORS, "cidr", "cidr", "is ip"];
    case "object":
      return ["exists"];
    case "outcome":
      return ["equals", "in", "contains", "starts with", "ends with", "exists"];
    case "number":
      return ["number", "exists"];
    case "text":
    case "list member":
    case "record element":
    case "actor":
    case "account":
      return [...TEXT_OPERATORS, "field"];
    default:
      return [...TEXT_OPERATORS, "number", "time", "cidr", "is ip", "field"];
  }
}

/** What every target can ask of a member of an open object. */
export const MEMBERS_OPERATORS: ReadonlySet<OperatorKind> = new Set<OperatorKind>([
  "equals",
  "in",
  "starts with",
  "exists",
  "time",
  "cidr",
  "is ip",
]);

const ASCII = /^[\0-\x7f]*$/;
const quote = (text: string) => JSON.stringify(text);

function textAt(chooser: SeededChooser, place: Place, nocase: boolean): string {
  if (place.kind === "boolean" || place.kind === "time") return chooser.pick(place.words);
  if (nocase && chooser.percent(25)) return chooser.pick(FOLDING_TEXTS);
  const words = chooser.percent(70) && place.words.length > 0 ? place.words : ODD_TEXTS;
  const text = chooser.pick(words);
  if (nocase) return ASCII.test(text) ? (chooser.percent(30) ? text.toUpperCase() : text) : "Kiss";
  return text;
}

/** Part of a text, never empty. */
function partOf(chooser: SeededChooser, text: string, from: "start" | "end" | "anywhere"): string {
  const characters = [...text];
  if (characters.length < 2) return text;
  const length = 1 + chooser.below(Math.min(characters.length - 1, 12));
  const start =
    from === "start" ? 0 : from === "end" ? characters.length - length : chooser.below(characters.length - length + 1);
  return characters.slice(start, start + length).join("");
}

/** A pattern of a text: runs and single characters in place of some of it. */
function patternOf(chooser: SeededChooser, text: string): string {
  const escaped = (one: string) => one.replace(/[*?\\]/g, "\\$&");
  const characters = [...text];
  let pattern = chooser.percent(25) ? "*" : "";
  for (let at = 0; at < characters.length; at++) {
    if (chooser.percent(8)) pattern += "?";
    // biome-ignore lint/suspicious/noDuplicateElseIf: each call draws anew
    else if (chooser.percent(8)) {
      pattern += "*";
      at += chooser.below(4);
    } else pattern += escaped(characters[at] as string);
  }
  if (chooser.percent(40)) pattern += "*";
  return /^\**$/.test(pattern) ? `${escaped(text)}*` : pattern;
}

const CLASSES: readonly (readonly CodePointRange[])[] = [
  [[0x61, 0x7a]],
  [[0x41, 0x5a]],
  [[0x30, 0x39]],
  [
    [0x30, 0x39],
    [0x41, 0x5a],
    [0x5f, 0x5f],
    [0x61, 0x7a],
  ],
  [
    [0x09, 0x0d],
    [0x20, 0x20],
  ],
  [[0x2a, 0x3f]],
  [[0x5b, 0x5e]],
];

function regexPart(chooser: SeededChooser, character: string): Regex {
  const point = character.codePointAt(0) as number;
  const fitting = CLASSES.find((ranges) => ranges.some(([first, last]) => first <= point && point <= last));
  if (chooser.percent(60)) return { kind: "literal", text: character };
  if (chooser.percent(30)) return { kind: "anyCharacter" };
  if (fitting && chooser.percent(70)) return { kind: "characters", negated: false, ranges: fitting };
  return { kind: "characters", negated: true, ranges: chooser.pick(CLASSES.filter((one) => one !== fitting)) };
}

/** A regex of a text: most characters by themselves, some by classes, repeats and alternatives. */
function regexOf(chooser: SeededChooser, text: string): RegexPattern {
  const items: Regex[] = [];
  for (const character of [...text].slice(0, 12)) {
    const item = regexPart(chooser, character);
    if (chooser.percent(20)) {
      const [least, most] = chooser.pick([
        [0, 1],
        [0, undefined],
        [1, undefined],
        [1, 3],
        [2, 2],
      ] as const);
      items.push({ kind: "repeat", item, least, most });
    } else items.push(item);
  }
  const sequence: Regex = items.length === 1 && items[0] ? items[0] : { kind: "sequence", items };
  const body: Regex = chooser.percent(20)
    ? { kind: "alternatives", items: [sequence, { kind: "literal", text: chooser.pick(["admin", "x", "Get"]) }] }
    : sequence;
  return { body, fromStart: chooser.percent(40), toEnd: chooser.percent(40), written: "" };
}

const NUMBERS = ["0", "1", "22", "-1", "1.5", "0.10", "1000", "999999999999999", "-0.5"];
const TIMES = ["2026-01-01T00:00:00Z", "2025-12-31T23:59:59Z", "2026-06-30"];
const NETWORKS = [
  "10.0.0.0/8",
  "10.1.2.3/32",
  "0.0.0.0/0",
  "192.0.2.0/24",
  "203.0.113.8/29",
  "2001:db8::/32",
  "::/0",
  "fe80::/10",
];

/** One test at a place, as text. `other` gives the path of another field. */
export function testText(
  chooser: SeededChooser,
  place: Place,
  operator: OperatorKind,
  path: string,
  other: () => string,
  ignoresCase?: boolean,
): string {
  const nocase = ignoresCase ?? (place.kind !== "boolean" && place.kind !== "time" && chooser.percent(30));
  const suffix = nocase ? " nocase" : "";
  const text = () => textAt(chooser, place, nocase);
  const few = (make: () => string) => {
    const texts = [...new Set(chooser.several(1, 3, make))];
    return texts.length === 1 ? quote(texts[0] as string) : `[${texts.map(quote).join(", ")}]`;
  };
  switch (operator) {
    case "equals":
      return `${path} ${chooser.percent(20) ? "!=" : "=="} ${quote(text())}${suffix}`;
    case "in":
      return `${path} ${chooser.percent(20) ? "not in" : "in"} [${[...new Set(chooser.several(2, 4, text))].map(quote).join(", ")}]${suffix}`;
    case "contains":
      return `${path} contains ${few(() => partOf(chooser, text(), "anywhere"))}${suffix}`;
    case "contains all":
      return `${path} contains all [${[0, 1].map(() => quote(partOf(chooser, text(), "anywhere"))).join(", ")}]${suffix}`;
    case "starts with":
      return `${path} starts with ${few(() => partOf(chooser, text(), "start"))}${suffix}`;
    case "ends with":
      return `${path} ends with ${few(() => partOf(chooser, text(), "end"))}${suffix}`;
    case "like":
      return `${path} like ${few(() => patternOf(chooser, text()))}${suffix}`;
    case "matches":
      return `${path} matches ${regexPatternText(regexOf(chooser, text()))}${suffix}`;
    case "number":
      return `${path} ${chooser.pick(["<", "<=", ">", ">="])} ${chooser.pick(NUMBERS)}`;
    case "time":
      return `${path} ${chooser.pick(["<", "<=", ">", ">="])} ${chooser.pick(TIMES)}`;
    case "cidr":
      return `${path} in cidr [${[...new Set(chooser.several(1, 2, () => chooser.pick(NETWORKS)))].map(quote).join(", ")}]`;
    case "is ip":
      return `${path} is ip`;
    case "exists":
      return `${path} ${chooser.percent(50) ? "exists" : "missing"}`;
    case "field":
      return `${path} ${chooser.pick(["==", "!=", "contains", "starts with", "ends with"])} ${other()}${suffix}`;
  }
}

interface Scope {
  readonly variable: string;
  readonly list: ListPlace;
}

class ConditionMaker {
  #variables = 0;

  constructor(
    readonly chooser: SeededChooser,
    readonly flavour: Flavour,
  ) {}

  #placesOfFlavour(): readonly Place[] {
    const { chooser } = this;
    if (this.flavour === "record") return recordPlaces;
    if (this.flavour === "members")
      return chooser.weighted([
        [45, memberPlaces],
        [40, recordPlaces],
        [10, timePlaces],
        [5, objectPlaces],
      ]);
    return chooser.weighted([
      [30, recordPlaces],
      [30, memberPlaces],
      [25, otherPlaces],
      [8, timePlaces],
      [7, objectPlaces],
    ]);
  }

  #place(scopes: readonly Scope[]): { readonly place: Place; readonly path: string } {
    const { chooser } = this;
    if (scopes.length > 0 && chooser.percent(85)) {
      const scope = chooser.percent(80) ? (scopes.at(-1) as Scope) : chooser.pick(scopes);
      const place = chooser.pick(scope.list.members);
      return { place, path: scope.variable + place.path };
    }
    const place = chooser.pick(this.#placesOfFlavour());
    return { place, path: place.path };
  }

  #test(scopes: readonly Scope[]): string {
    const { place, path } = this.#place(scopes);
    const allowed = operatorsAt(place.kind).filter((one) => this.flavour === "anything" || one !== "field");
    const simple = this.flavour === "members" ? allowed.filter((one) => MEMBERS_OPERATORS.has(one)) : allowed;
    const other = () => {
      const found = this.#place(scopes);
      return operatorsAt(found.place.kind).includes("field") ? found.path : "eventName";
    };
    const text = testText(this.chooser, place, this.chooser.pick(simple), path, other);
    return this.flavour === "members" ? text.replace(/ nocase$/, "") : text;
  }

  #quantifier(depth: number, scopes: readonly Scope[]): string {
    const { chooser } = this;
    const outer = scopes.at(-1);
    const nests = outer !== undefined && outer.list.path === "requestParameters.items[]" && chooser.percent(60);
    const list = nests
      ? innerList
      : this.flavour === "record"
        ? (listPlaces[0] as ListPlace)
        : chooser.pick(listPlaces);
    const variable = `x${this.#variables++}`;
    const path = nests && outer ? outer.variable + list.path : list.path;
    const inner = [...scopes, { variable, list }];
    const condition = this.flavour === "anything" ? this.condition(depth - 1, inner) : this.#test(inner);
    return `${chooser.percent(65) ? "any" : "all"} ${variable} in ${path} (${condition})`;
  }

  condition(depth: number, scopes: readonly Scope[] = []): string {
    const { chooser } = this;
    const quantifiers = this.flavour === "anything" ? 14 : 5;
    const kind =
      depth === 0
        ? "test"
        : chooser.weighted([
            [30, "test"],
            [26, "and"],
            [22, "or"],
            [14, "not"],
            [scopes.length < 2 ? quantifiers : 0, "quantifier"],
          ] as const);
    switch (kind) {
      case "and":
      case "or": {
        const parts = chooser.several(2, 3, () => `(${this.condition(depth - 1, scopes)})`);
        return parts.join(` ${kind} `);
      }
      case "not":
        return `not (${this.condition(depth - 1, scopes)})`;
      case "quantifier":
        return this.#quantifier(depth, scopes);
      default:
        return this.#test(scopes);
    }
  }
}

/** A condition of the flavour, at most so deep. */
export function randomCondition(chooser: SeededChooser, flavour: Flavour, depth = 4): string {
  return new ConditionMaker(chooser, flavour).condition(depth);
}

/** A condition that has this very test in it, among others of the flavour, plain or negated. */
export function conditionAround(chooser: SeededChooser, test: string, flavour: Flavour): string {
  const beside = () => new ConditionMaker(chooser, flavour).condition(1);
  return chooser.pick([
    () => test,
    () => `not (${test})`,
    () => `(${test}) and (${beside()})`,
    () => `(${test}) or (${beside()})`,
    () => `not (${test}) and (${beside()})`,
    () => `not ((${test}) or (${beside()}))`,
  ])();
}
