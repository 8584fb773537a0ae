/**
 * In: a checked condition and random decisions. Out: events made for it: some that should fire, some that just should
 * not, each built by going down the condition with a goal; then, now and then, one thing about them is broken: a value of
 * another kind, another shape, and each thing that some platform is declared to see in another way.
 */
import { compactJson } from "../../../src/ir/compact-json.ts";
import { isObject, type JsonObject, type JsonValue, setMember, WrittenNumber } from "../../../src/ir/json.ts";
import type { Path, PathStep, Subject } from "../../../src/ir/path.ts";
import type { Regex, RegexPattern } from "../../../src/ir/pattern.ts";
import type { Atom, Predicate } from "../../../src/ir/predicate.ts";
import { ODD_TEXTS } from "./places.ts";
import type { SeededChooser } from "./seeded-chooser.ts";

/** A value in the making. */
type Draft = DraftValue | DraftObject | DraftList;
interface DraftValue {
  readonly kind: "value";
  value: JsonValue;
}
interface DraftObject {
  readonly kind: "object";
  readonly members: Map<string, Draft>;
  /** It stands in the event as JSON text. */
  asText: boolean;
}
interface DraftList {
  readonly kind: "list";
  readonly elements: Draft[];
  /** Where it has one element, that stands alone: AWS writes both. */
  readonly isBare: boolean;
}

const object = (): DraftObject => ({ kind: "object", members: new Map(), asText: false });
const valueDraft = (value: JsonValue): DraftValue => ({ kind: "value", value });

/** Where a value was put: the object or list that holds it, for breaking it afterwards. */
interface Put {
  readonly holder: DraftObject | DraftList;
  readonly key: string | number;
  readonly atom: Atom;
  readonly type: Path["type"];
  readonly steps: readonly PathStep[];
}

type Scope = ReadonlyMap<string, Draft>;

const RECORD: readonly (readonly [string, JsonValue])[] = [
  ["eventVersion", "1.11"],
  ["eventTime", "2026-01-01T00:00:00Z"],
  ["eventSource", "ec2.amazonaws.com"],
  ["eventName", "RunInstances"],
  ["awsRegion", "eu-west-1"],
  ["eventID", "875240ac-e821-4fc6-a311-8c352a1d20f5"],
  ["eventType", "AwsApiCall"],
];

/** What is broken about an event, and how many events in a hundred have it. */
export type Break =
  | "nothing"
  | "missing"
  | "other kind"
  | "object"
  | "bare object"
  | "list"
  | "void text"
  | "null text"
  | "fraction"
  | "folding"
  | "key case"
  | "dotted key"
  | "long value"
  | "long record"
  | "odd address"
  | "beyond ASCII"
  | "bracket text"
  | "hostile keys";

const BREAKS: readonly (readonly [weight: number, Break])[] = [
  [620, "nothing"],
  [90, "missing"],
  [60, "other kind"],
  [5, "object"],
  [9, "list"],
  [12, "void text"],
  [16, "null text"],
  [12, "key case"],
  [14, "long value"],
  [10, "long record"],
  [40, "hostile keys"],
];

/** Breaks that only some rules have a place for: those get them more often. */
const RARE_BREAKS: readonly Break[] = [
  "bare object",
  "fraction",
  "folding",
  "dotted key",
  "odd address",
  "beyond ASCII",
  "bracket text",
];

class EventMaker {
  readonly root = object();
  readonly puts: Put[] = [];

  constructor(readonly chooser: SeededChooser) {
    for (const [key, value] of RECORD) this.root.members.set(key, valueDraft(value));
  }

  /** Goes down with a goal; `undefined` lets each test go as it likes. */
  aim(predicate: Predicate, goal: boolean | undefined, scope: Scope): void {
    const { chooser } = this;
    switch (predicate.kind) {
      case "constant":
        return;
      case "not":
        this.aim(predicate.operand, goal === undefined ? undefined : !goal, scope);
        return;
      case "all":
      case "any": {
        const wantsAll = goal !== undefined && (predicate.kind === "all") === goal;
        const decisive = chooser.pick(predicate.operands);
        for (const operand of predicate.operands) {
          if (operand !== decisive && chooser.percent(15) && !wantsAll) continue;
          const own =
            goal === undefined || wantsAll || operand === decisive ? goal : chooser.percent(70) ? !goal : goal;
          if (operand !== decisive) this.aim(operand, own, scope);
        }
        // Last, so that nothing undoes it.
        this.aim(decisive, goal, scope);
        return;
      }
      case "some":
      case "every":
        this.#aimElements(predicate, goal, scope);
        return;
      default:
        this.#aimAtom(predicate, goal, scope);
    }
  }

  #aimElements(
    predicate: Extract<Predicate, { kind: "some" | "every" }>,
    goal: boolean | undefined,
    scope: Scope,
  ): void {
    const { chooser } = this;
    const list = this.#listAt(predicate.list, scope);
    if (!list) return;
    const wanted = goal ?? chooser.percent(50);
    const isSome = predicate.kind === "some";
    const goals: (boolean | undefined)[] = Array.from({ length: chooser.below(3) }, () =>
      isSome === wanted ? undefined : wanted,
    );
    if (isSome === wanted) goals.splice(chooser.below(goals.length + 1), 0, isSome);
    for (const one of goals) {
      const element: Draft = object();
      list.elements.push(element);
      this.aim(predicate.condition, one, new Map([...scope, [predicate.variable, element]]));
      // The element itself was asked for: what was put there is a value by itself.
      const self = element.members.get("");
      if (self && element.members.size === 1) list.elements[list.elements.indexOf(element)] = self;
      else element.members.delete("");
    }
  }

  /** The list that a path with `[]` at its end leads to, made if it is not there. */
  #listAt(path: Path, scope: Scope): DraftList | undefined {
    const holder = this.#walk(path.steps.slice(0, -2), this.#start(path, scope));
    const last = path.steps.at(-2);
    if (holder?.kind !== "object" || last?.kind !== "key") return undefined;
    const found = holder.members.get(last.name);
    if (found?.kind === "list") return found;
    const isBare = last.name !== DOCUMENTED_LIST && this.chooser.percent(15);
    const list: DraftList = { kind: "list", elements: found && found.kind !== "value" ? [found] : [], isBare };
    holder.members.set(last.name, list);
    return list;
  }

  #start(path: Path, scope: Scope): Draft | undefined {
    return path.root.kind === "event" ? this.root : scope.get(path.root.variable);
  }

  /** Goes along the steps, making objects; a list on the way is entered at one of its elements. */
  #walk(steps: readonly PathStep[], start: Draft | undefined): Draft | undefined {
    let at: Draft | undefined = start;
    for (const [index, step] of steps.entries()) {
      if (at?.kind !== "object") return undefined;
      if (step.kind === "each") continue;
      if (step.kind === "json") {
        at.asText = !this.chooser.percent(10);
        continue;
      }
      const isList = steps[index + 1]?.kind === "each";
      let next: Draft | undefined = at.members.get(step.name);
      if (!next || next.kind === "value") {
        const asList = this.chooser.percent(step.name === DOCUMENTED_LIST ? 98 : 75);
        next = isList && asList ? { kind: "list", elements: [object()], isBare: false } : object();
        at.members.set(step.name, next);
      }
      if (next.kind === "list") {
        const objects = next.elements.filter((one) => one.kind === "object");
        if (objects.length === 0 || this.chooser.percent(25)) {
          const fresh = object();
          next.elements.push(fresh);
          objects.push(fresh);
        }
        next = this.chooser.pick(objects);
      }
      at = next;
    }
    return at;
  }

  #put(path: Path, scope: Scope, value: JsonValue | undefined, atom: Atom): void {
    const { chooser } = this;
    const start = this.#start(path, scope);
    if (path.steps.length === 0) {
      if (start?.kind === "object" && value !== undefined) {
        start.members.set("", valueDraft(value));
        this.puts.push({ holder: start, key: "", atom, type: path.type, steps: path.steps });
      }
      return;
    }
    const endsInList = path.steps.at(-1)?.kind === "each";
    const keys = endsInList ? path.steps.slice(0, -1) : path.steps;
    const last = keys.at(-1);
    const holder = this.#walk(keys.slice(0, -1), start);
    if (holder?.kind !== "object" || last?.kind !== "key") return;
    if (value === undefined) {
      if (holder.members.get(last.name)?.kind === "value") holder.members.delete(last.name);
      return;
    }
    // Names that platforms keep in text fields of their own are texts, but now and then.
    if (typeof value !== "object" && TEXT_NAMES.has(last.name) && !chooser.percent(2)) value = String(value);
    if (last.name === DOCUMENTED_LIST && isObject(value)) value = [value];
    const found = holder.members.get(last.name);
    if (found?.kind === "object" && chooser.percent(80)) return;
    if (endsInList && (found?.kind === "list" || chooser.percent(75))) {
      const list: DraftList =
        found?.kind === "list" ? found : { kind: "list", elements: found ? [found] : [], isBare: false };
      if (chooser.percent(20)) list.elements.push(valueDraft(chooser.pick(ODD_TEXTS)));
      list.elements.push(valueDraft(value));
      holder.members.set(last.name, list);
      this.puts.push({ holder: list, key: list.elements.length - 1, atom, type: path.type, steps: path.steps });
      return;
    }
    holder.members.set(last.name, valueDraft(value));
    this.puts.push({ holder, key: last.name, atom, type: path.type, steps: path.steps });
  }

  #aimAtom(atom: Atom, goal: boolean | undefined, scope: Scope): void {
    const wanted = goal ?? this.chooser.percent(50);
    if (atom.kind === "fieldCompare") {
      this.#aimFields(atom, wanted, scope);
      return;
    }
    this.#aimSubject(atom.subject, atom, scope, (old) => {
      const type = atom.subject.type;
      if (wanted) return this.#hit(atom, old, type);
      if (this.chooser.percent(22)) return undefined;
      return this.#miss(atom, type);
    });
  }

  /** Puts a value where a subject is read; of a derived field, at one of its cases. */
  #aimSubject(
    subject: Subject,
    atom: Atom,
    scope: Scope,
    make: (old: JsonValue | undefined) => JsonValue | undefined,
  ): void {
    if (subject.kind === "path") {
      this.#put(subject, scope, make(this.#valueAt(subject, scope)), atom);
      return;
    }
    const value = make(undefined);
    const fitting = subject.cases.filter((one) => one.value.kind !== "text" || one.value.text === value);
    const chosen = this.chooser.pick(fitting.length > 0 ? fitting : subject.cases);
    for (const one of subject.cases) {
      if (one.when && (one === chosen || this.chooser.percent(80))) this.aim(one.when, one === chosen, scope);
      if (one === chosen) break;
    }
    if (chosen.value.kind !== "text") this.#put(chosen.value.path, scope, value, atom);
  }

  #valueAt(path: Path, scope: Scope): JsonValue | undefined {
    let at: Draft | undefined = this.#start(path, scope);
    for (const step of path.steps) {
      if (step.kind !== "key" || at?.kind !== "object") return undefined;
      at = at.members.get(step.name);
    }
    return at?.kind === "value" ? at.value : undefined;
  }

  #aimFields(atom: Extract<Atom, { kind: "fieldCompare" }>, wanted: boolean, scope: Scope): void {
    const { chooser } = this;
    const right = chooser.percent(70)
      ? chooser.pick(["alice", "ListBuckets", "22", "a.b*c", "Kim"])
      : chooser.pick(ODD_TEXTS);
    const related = { equals: right, contains: `x${right}y`, startsWith: `${right}y`, endsWith: `x${right}` }[
      atom.relation
    ];
    const left = wanted
      ? atom.nocase && chooser.percent(50)
        ? swapCase(related)
        : related
      : chooser.pick([swapCase(related), `${right}z`, "bob", right.slice(1)]);
    const drops = wanted ? 0 : 20;
    if (!chooser.percent(drops)) this.#aimSubject(atom.other, atom, scope, () => right);
    if (!chooser.percent(drops)) this.#aimSubject(atom.subject, atom, scope, () => left);
  }

  #hit(atom: Exclude<Atom, { kind: "fieldCompare" }>, old: JsonValue | undefined, type: Path["type"]): JsonValue {
    const { chooser } = this;
    const typed = (text: string) => (DOCUMENTED_TEXTS.has(type) ? text : asWritten(chooser, text));
    const folded = (text: string) => ("nocase" in atom && atom.nocase && chooser.percent(60) ? swapCase(text) : text);
    const before = typeof old === "string" && chooser.percent(60) ? old : "";
    switch (atom.kind) {
      case "equals":
        return typed(folded(chooser.pick(atom.texts)));
      case "contains":
        return `${before}${chooser.pick(["", "y", "{a="])}${folded(chooser.pick(atom.texts))}${chooser.pick(["", "z", ", b=c}"])}`;
      case "containsAll":
        return before + folded(chooser.percent(50) ? atom.texts.join("-") : [...atom.texts].reverse().join(""));
      case "startsWith":
        return folded(chooser.pick(atom.texts)) + chooser.pick(["", "z", "*"]) + before;
      case "endsWith":
        return before + chooser.pick(["", "y", "/"]) + folded(chooser.pick(atom.texts));
      case "like":
        return folded(
          chooser
            .pick(atom.patterns)
            .parts.map((part) =>
              part.kind === "text"
                ? part.text
                : part.kind === "anyOne"
                  ? chooser.pick(["x", "*", " "])
                  : chooser.pick(["", "run", "a\nb", "*"]),
            )
            .join(""),
        );
      case "matches": {
        const text = textOfRegex(chooser, chooser.pick(atom.regexes));
        return text === "" ? "x" : text;
      }
      case "numberOrder":
        return typed(around(chooser, Number(atom.limit), atom.operator));
      case "timeOrder":
        return aroundTime(chooser, atom.limit, atom.operator);
      case "inNetwork":
        return chooser.pick(ADDRESSES_INSIDE);
      case "isAddress":
        return chooser.pick(["10.1.2.3", "2001:db8::7", "0.0.0.0", "::", "255.255.255.255", "1::2:3"]);
      case "exists":
        return something(chooser, type);
    }
  }

  #miss(atom: Exclude<Atom, { kind: "fieldCompare" }>, type: Path["type"]): JsonValue {
    const { chooser } = this;
    switch (atom.kind) {
      case "numberOrder":
        return asWritten(
          chooser,
          chooser.pick([
            "0",
            "1",
            "-2",
            "22",
            "23",
            "9",
            "10",
            "100",
            "0.5",
            "2000000",
            "ten",
            "007",
            "1e3",
            "0x10",
            "",
          ]),
        );
      case "timeOrder":
        return chooser.pick([
          "2026-01-01T00:00:00Z",
          "2025-12-31T23:59:59Z",
          "2026-01-01T00:00:01Z",
          "2024-02-29T12:00:00Z",
          "2030-01-01T00:00:00Z",
        ]);
      case "inNetwork":
      case "isAddress":
        return chooser.pick([
          "11.0.0.0",
          "9.255.255.255",
          "192.0.3.0",
          "203.0.113.16",
          "AWS Internal",
          "ec2.amazonaws.com",
          "2001:db9::",
          "10.1.2",
          "10.1.2.3.4",
          "10.1.2.256",
        ]);
      case "exists":
        return chooser.pick<JsonValue>([null, ""]);
      default: {
        const hit = this.#hit(atom, undefined, type);
        if (type === "boolean")
          return hit === "true" || hit === true ? chooser.pick([false, "false"]) : chooser.pick([true, "true"]);
        if (type === "timestamp") return chooser.pick(["2026-01-01T00:00:01Z", "2025-12-31T23:59:59Z"]);
        if (typeof hit !== "string") return typeof hit === "boolean" ? !hit : `${String(hit)}0`;
        const characters = [...hit];
        const at = chooser.below(characters.length || 1);
        return chooser.pick([
          () => swapCase(hit),
          () => `${hit}q`,
          () => `q${hit}`,
          () => characters.slice(0, -1).join(""),
          () => characters.slice(1).join(""),
          () => [...characters.slice(0, at), "q", ...characters.slice(at + 1)].join(""),
          () => [...characters.slice(0, at), "q", ...characters.slice(at)].join(""),
          () => `${hit}\n`,
          () => chooser.pick(ODD_TEXTS),
          () => hit,
        ])();
      }
    }
  }

  chooseBreak(): Break {
    const { chooser } = this;
    if (!chooser.percent(14)) return chooser.weighted(BREAKS);
    const fitting = RARE_BREAKS.filter((how) => this.puts.some((put) => isAbout(put, how)));
    return fitting.length > 0 ? chooser.pick(fitting) : "nothing";
  }

  /** Breaks one thing about the event. */
  break(how: Break): void {
    const { chooser, puts } = this;
    if (how === "nothing") return;
    if (how === "long record") {
      this.#padRecord();
      return;
    }
    if (how === "hostile keys") {
      const key = chooser.pick([
        "__proto__",
        "constructor",
        "hasOwnProperty",
        "length",
        "toString",
        "",
        "a.b",
        "eventname",
        "é",
      ]);
      const holder = chooser.pick([
        this.root,
        ...[...this.root.members.values()].filter((one) => one.kind === "object"),
      ]);
      if (!holder.members.has(key))
        holder.members.set(key, valueDraft(chooser.pick<JsonValue>(["x", { k: "a" }, ["a"], 7])));
      return;
    }
    const fitting = puts.filter((put) => isAbout(put, how));
    if (fitting.length === 0) return;
    const put = chooser.pick(fitting);
    const draft =
      put.holder.kind === "list" ? put.holder.elements[put.key as number] : put.holder.members.get(put.key as string);
    if (draft?.kind !== "value") return;
    if (how === "key case" || how === "dotted key") this.#breakKey(put, draft, how);
    else draft.value = this.#broken(draft.value, put, how);
  }

  #broken(value: JsonValue, put: Put, how: Break): JsonValue {
    const { chooser } = this;
    const text = typeof value === "string" ? value : "text";
    switch (how) {
      case "missing":
        return chooser.pick<JsonValue>([null, "", [], {}, [null], ["", {}], { a: null }]);
      case "other kind":
        return chooser.pick<JsonValue>(
          put.type === "text" || put.type === "address" || put.type === "timestamp"
            ? ["true", "22", "other", " ", "a\tb"]
            : put.type === "boolean"
              ? [true, false, "true", "false"]
              : [true, false, 7, 22, 0, -1, 9007199254740991, "22", "true", "7 ", " "],
        );
      case "object":
      case "bare object":
        return chooser.pick<JsonValue>([{ k: text }, { a: { b: { c: text } } }, { [text.slice(0, 20)]: 1 }]);
      case "list":
        return chooser.pick<JsonValue>([[value], ["other", value], [[value]], [{ k: text }], [value, null]]);
      case "void text":
        return chooser.pick(["-", "none"]);
      case "null text":
        return put.steps.length === 1 && put.key === "errorCode" ? chooser.pick(["success", "null"]) : "null";
      case "fraction":
        if (/^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+|e[0-9]+)$/.test(text)) return new WrittenNumber(text);
        return new WrittenNumber(
          chooser.pick(["1.5", "22.0", "1e3", "0.10", "-0.5", "1E2", "9007199254740993", "7.00"]),
        );
      case "folding":
        return chooser.pick([
          () => text.replace(/k/gi, "\u212a"),
          () => text.replace(/s/gi, "\u017f"),
          () => text.replace(/k/gi, "\u212a").replace(/s/gi, "\u017f"),
          () => text.replace(/i/gi, chooser.pick(["\u0130", "\u0131"])),
          () => text.replace(/ss/gi, "ß"),
        ])();
      case "long value":
        return chooser.pick([
          `${text}${"x".repeat(1100)}`,
          `${"x".repeat(1100)}${text}`,
          `x${text}${"y".repeat(1024)}`,
        ]);
      case "bracket text":
        return chooser.pick(["{", "["]) + text;
      case "odd address":
        return chooser.pick([
          "::ffff:10.1.2.3",
          "010.1.2.3",
          "10.1",
          "fe80::1%eth0",
          " 10.1.2.3",
          "10.1.2.3 ",
          "::10.1.2.3",
          "0x0a010203",
          "10.1.2.3\n",
          "::ffff:a01:203",
        ]);
      case "beyond ASCII": {
        const characters = [...text];
        const at = chooser.below(characters.length + 1);
        const replaced = chooser.percent(70) ? 1 : 0;
        return [
          ...characters.slice(0, at),
          chooser.pick(["é", "🔔", "漢", "\u0301"]),
          ...characters.slice(at + replaced),
        ].join("");
      }
      default:
        return value;
    }
  }

  #breakKey({ holder, key, steps }: Put, draft: DraftValue, how: "key case" | "dotted key"): void {
    if (holder.kind !== "object" || typeof key !== "string" || key === "") return;
    if (how === "key case") {
      const other = this.chooser.pick([swapCase(key), key.toUpperCase(), key.toLowerCase()]);
      if (other === key) return;
      holder.members.delete(key);
      holder.members.set(other, draft);
      return;
    }
    const names = steps.flatMap((step) => (step.kind === "key" ? [step.name] : []));
    const outer = this.root.members.get(names[0] as string);
    if (names.length < 3 || outer?.kind !== "object" || steps.some((step) => step.kind !== "key")) return;
    outer.members.delete(names[1] as string);
    outer.members.set(names.slice(1).join("."), draft);
  }

  /** So long a text before all else that what comes after it lies past the bytes that are read. */
  #padRecord(): void {
    const members = [...this.root.members];
    this.root.members.clear();
    const at = this.chooser.below(members.length);
    for (const [index, [key, value]] of members.entries()) {
      if (index === at) this.root.members.set("padding", valueDraft("p".repeat(5_200)));
      this.root.members.set(key, value);
    }
  }
}

/** May one character of the value decide whether the test holds? */
function countsCharacters(atom: Atom): boolean {
  return (
    atom.kind === "matches" ||
    (atom.kind === "like" && atom.patterns.some(({ parts }) => parts.some((one) => one.kind === "anyOne")))
  );
}

function isAbout({ atom, type, steps, holder }: Put, how: Break): boolean {
  switch (how) {
    case "folding":
      return "nocase" in atom && atom.nocase && (!("texts" in atom) || atom.texts.some((text) => /[ks]/i.test(text)));
    case "bare object":
      return atom.kind === "exists" && type === "unknown";
    case "beyond ASCII":
      return countsCharacters(atom);
    case "bracket text":
      return steps.some((step) => step.kind === "each" || step.kind === "json") && !DOCUMENTED_TEXTS.has(type);
    case "odd address":
      return atom.kind === "inNetwork" || atom.kind === "isAddress";
    case "fraction":
      return !DOCUMENTED_TEXTS.has(type) && type !== "boolean";
    case "key case":
      return holder.kind === "object";
    case "dotted key":
      return steps.length >= 3;
    case "void text":
    case "null text":
    case "long value":
      return type !== "timestamp" && type !== "boolean";
    default:
      return true;
  }
}

export function swapCase(text: string): string {
  return text.replace(/[A-Za-z]/g, (letter) => (letter < "a" ? letter.toLowerCase() : letter.toUpperCase()));
}

const DOCUMENTED_LIST = "resources";
const TEXT_NAMES = new Set(["userName", "ConsoleLogin"]);
const DOCUMENTED_TEXTS = new Set<Path["type"]>(["text", "address", "timestamp"]);

/** A value that is there, of the kind that is documented. */
function something(chooser: SeededChooser, type: Path["type"]): JsonValue {
  switch (type) {
    case "boolean":
      return chooser.pick<JsonValue>([true, false, "true", "false"]);
    case "timestamp":
      return "2026-01-01T00:00:00Z";
    case "address":
      return chooser.pick(["10.1.2.3", "AWS Internal"]);
    case "object":
    case "open":
      return chooser.pick<JsonValue>([{ other: "value" }, { a: { b: 0 } }]);
    case "text":
      return chooser.pick(["anything", "x", " ", "0"]);
    default:
      return chooser.pick<JsonValue>(["anything", 0, false, "x", " "]);
  }
}

/** As a number or a boolean where it is written so in JSON, half the time. */
function asWritten(chooser: SeededChooser, text: string): JsonValue {
  if (!chooser.percent(50)) return text;
  if (text === "true" || text === "false") return text === "true";
  if (/^(?:0|-?[1-9][0-9]{0,14})$/.test(text)) return Number(text);
  return /^-?(?:0|[1-9][0-9]*)\.[0-9]+$/.test(text) ? new WrittenNumber(text) : text;
}

function around(chooser: SeededChooser, limit: number, operator: string): string {
  const step = chooser.pick([1, 1, 10, 0.5]);
  if (operator.endsWith("=") && chooser.percent(40)) return String(limit);
  return String(operator.startsWith("<") ? limit - step : limit + step);
}

function aroundTime(chooser: SeededChooser, limit: string, operator: string): string {
  const seconds = operator.endsWith("=") && chooser.percent(40) ? 0 : chooser.pick([1, 3600, 86_400 * 40]);
  const time = Date.parse(limit) + (operator.startsWith("<") ? -1 : 1) * seconds * 1000;
  return new Date(time).toISOString().replace(".000Z", "Z");
}

const ADDRESSES_INSIDE = [
  "10.1.2.3",
  "10.0.0.0",
  "10.255.255.255",
  "192.0.2.0",
  "192.0.2.255",
  "203.0.113.8",
  "203.0.113.15",
  "2001:db8::7",
  "2001:DB8:0:0:0:0:0:7",
  "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
  "fe80::1",
  "::1",
];

function textOfRegex(chooser: SeededChooser, { body, fromStart, toEnd }: RegexPattern): string {
  const text = textOfNode(chooser, body);
  const start = fromStart || chooser.percent(60) ? "" : chooser.pick(["x", "\n", "Get"]);
  return start + text + (toEnd || chooser.percent(60) ? "" : chooser.pick(["x", "\n", "s"]));
}

function textOfNode(chooser: SeededChooser, regex: Regex): string {
  switch (regex.kind) {
    case "literal":
      return regex.text;
    case "characters": {
      if (regex.negated) return chooser.pick(["~", "%", "Z", "5", "q"]);
      const [first, last] = chooser.pick(regex.ranges);
      return String.fromCodePoint(first + chooser.below(last - first + 1));
    }
    case "anyCharacter":
      return chooser.pick(["x", "\n", ".", "*"]);
    case "sequence":
      return regex.items.map((item) => textOfNode(chooser, item)).join("");
    case "alternatives":
      return textOfNode(chooser, chooser.pick(regex.items));
    case "repeat":
      return chooser
        .several(regex.least, regex.most ?? regex.least + 2, () => textOfNode(chooser, regex.item))
        .join("");
  }
}

function finish(draft: Draft): JsonValue {
  switch (draft.kind) {
    case "value":
      return draft.value;
    case "list":
      return draft.isBare && draft.elements.length === 1
        ? finish(draft.elements[0] as Draft)
        : draft.elements.map(finish);
    case "object": {
      const made: Record<string, JsonValue> = {};
      for (const [key, member] of draft.members) setMember(made, key, finish(member));
      return draft.asText ? compactJson(made) : made;
    }
  }
}

export interface MadeEvent {
  readonly event: JsonObject;
  readonly how: Break;
}

/** One event for the condition. */
export function randomEvent(chooser: SeededChooser, condition: Predicate): MadeEvent {
  const maker = new EventMaker(chooser);
  const goal = chooser.weighted([
    [45, true],
    [35, false],
    [20, undefined],
  ] as const);
  maker.aim(condition, goal, new Map());
  const how = maker.chooseBreak();
  maker.break(how);
  return { event: finish(maker.root) as JsonObject, how };
}
