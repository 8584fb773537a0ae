/**
 * The meaning of conditions once more, written straight from the language's page, slowly and plainly, with nothing shared
 * with `src/semantics`: a mistake there can't hide here. Regexes run on the engine's own RegExp.
 */
import { type JsonObject, type JsonValue, WrittenNumber } from "../../src/ir/json.ts";
import type { Path, Subject } from "../../src/ir/path.ts";
import type { Pattern, Regex } from "../../src/ir/pattern.ts";
import type { Predicate } from "../../src/ir/predicate.ts";

type Bindings = { readonly [variable: string]: JsonValue };

function empty(value: JsonValue): boolean {
  if (value === null || value === "") return true;
  if (typeof value !== "object" || value instanceof WrittenNumber) return false;
  return Object.keys(value).every((key) => empty((value as JsonObject)[key] as JsonValue));
}

function valuesOfPath(path: Path, event: JsonObject, bound: Bindings): JsonValue[] {
  let values: JsonValue[] = [path.root.kind === "event" ? event : (bound[path.root.variable] as JsonValue)];
  for (const step of path.steps) {
    const next: JsonValue[] = [];
    for (const value of values) {
      if (step.kind === "each") next.push(...(Array.isArray(value) ? (value as JsonValue[]) : [value]));
      else if (step.kind === "json") next.push(...(typeof value === "string" ? plainJson(value) : [value]));
      else if (
        value !== null &&
        typeof value === "object" &&
        !Array.isArray(value) &&
        !(value instanceof WrittenNumber)
      ) {
        for (const [key, held] of Object.entries(value)) if (key === step.name) next.push(held);
      }
    }
    values = next;
  }
  return values.filter((value) => !empty(value));
}

const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Numbers that a plain JSON.parse would change are put aside as `{"number": …}` first. */
function plainJson(text: string): JsonValue[] {
  const kept = text.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (token) =>
    /^"|^-?\d{1,15}$/.test(token) || !JSON_NUMBER.test(token) ? token : `{"the written number": "${token}"}`,
  );
  const convert = (value: unknown): JsonValue => {
    if (Array.isArray(value)) return value.map(convert);
    if (typeof value !== "object" || value === null) return value as JsonValue;
    const written = Object.entries(value).find(([key]) => key === "the written number");
    if (written)
      return /^9007199254740992$|^9007199254740991$/.test(written[1])
        ? Number(written[1])
        : new WrittenNumber(written[1]);
    const object = Object.create(null) as Record<string, JsonValue>;
    for (const [key, held] of Object.entries(value)) object[key] = convert(held);
    return object;
  };
  try {
    return [convert(JSON.parse(kept))];
  } catch {
    return [];
  }
}

function valuesOf(subject: Subject, event: JsonObject, bound: Bindings): JsonValue[] {
  if (subject.kind === "path") return valuesOfPath(subject, event, bound);
  for (const { value, when } of subject.cases) {
    if (when && !naivelyHolds(when, event)) continue;
    if (value.kind === "text") return [value.text];
    const values = valuesOfPath(value.path, event, bound);
    return value.kind === "path"
      ? values
      : values.map((held) =>
          typeof held === "string" ? fold(held) : held === true ? "true" : held === false ? "false" : held,
        );
  }
  return [];
}

function texts(values: readonly JsonValue[]): string[] {
  return values.flatMap((value) => (typeof value === "object" ? [] : [`${value}`]));
}

function fold(text: string): string {
  return [...text]
    .map((one) => (one >= "A" && one <= "Z" ? String.fromCharCode(one.charCodeAt(0) + 32) : one))
    .join("");
}

function regexSource(regex: Regex): string {
  const point = (code: number) => `\\u{${code.toString(16)}}`;
  switch (regex.kind) {
    case "literal":
      return [...regex.text].map((one) => point(one.codePointAt(0) as number)).join("");
    case "characters":
      return `[${regex.negated ? "^" : ""}${regex.ranges.map(([first, last]) => `${point(first)}-${point(last)}`).join("")}]`;
    case "anyCharacter":
      return ".";
    case "sequence":
      return regex.items.map((item) => `(?:${regexSource(item)})`).join("");
    case "alternatives":
      return regex.items.map((item) => `(?:${regexSource(item)})`).join("|");
    case "repeat":
      return `(?:${regexSource(regex.item)}){${regex.least},${regex.most ?? ""}}`;
  }
}

function patternSource(pattern: Pattern, nocase: boolean): string {
  const sources = pattern.parts.map((part) =>
    part.kind === "anyRun"
      ? ".*"
      : part.kind === "anyOne"
        ? "."
        : regexSource({ kind: "literal", text: nocase ? fold(part.text) : part.text }),
  );
  return `^(?:${sources.join("")})$`;
}

/** A decimal as an integer number of 10^-15. */
function scaled(value: JsonValue): bigint | undefined {
  const text = value instanceof WrittenNumber ? value.text : texts([value])[0];
  const parts = /^(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?$/.exec(text ?? "");
  if (!parts) return undefined;
  const [, sign, whole, fraction = ""] = parts as unknown as [string, string, string, string?];
  if (whole.length + fraction.length > 15) return undefined;
  const size = BigInt(whole + fraction.padEnd(15, "0"));
  return sign === "-" ? -size : size;
}

function ordered<Value>(a: Value, operator: string, b: Value): boolean {
  return operator === "<" ? a < b : operator === "<=" ? a <= b : operator === ">" ? a > b : a >= b;
}

/** The bits of an address as text, an IPv4 one 32 of them. */
function bits(text: string): string | undefined {
  if (/^(\d+)\.(\d+)\.(\d+)\.(\d+)$/.test(text)) {
    const parts = text.split(".");
    if (parts.some((part) => Number(part) > 255 || (part.length > 1 && part.startsWith("0")))) return undefined;
    return parts.map((part) => Number(part).toString(2).padStart(8, "0")).join("");
  }
  let url: URL;
  try {
    if (!/^[0-9A-Fa-f:.]*$/.test(text) || !text.includes(":")) return undefined;
    url = new URL(`http://[${text}]/`);
  } catch {
    return undefined;
  }
  const [head = "", tail] = url.hostname.slice(1, -1).split("::");
  const groups = (part: string) => (part === "" ? [] : part.split(":"));
  const [before, after] = [groups(head), tail === undefined ? [] : groups(tail)];
  const all = [...before, ...new Array<string>(8 - before.length - after.length).fill("0"), ...after];
  const found = all.map((group) => Number.parseInt(group, 16).toString(2).padStart(16, "0")).join("");
  return found.startsWith(`${"0".repeat(80)}${"1".repeat(16)}`) ? found.slice(96) : found;
}

/** Does the condition hold, by the page? */
export function naivelyHolds(predicate: Predicate, event: JsonObject, bound: Bindings = {}): boolean {
  switch (predicate.kind) {
    case "constant":
      return predicate.value;
    case "all":
      return predicate.operands.filter((operand) => !naivelyHolds(operand, event, bound)).length === 0;
    case "any":
      return predicate.operands.filter((operand) => naivelyHolds(operand, event, bound)).length > 0;
    case "not":
      return !naivelyHolds(predicate.operand, event, bound);
    case "some":
    case "every": {
      const elements = valuesOfPath(predicate.list, event, bound);
      const results = elements.map((element) =>
        naivelyHolds(predicate.condition, event, { ...bound, [predicate.variable]: element }),
      );
      return predicate.kind === "some" ? results.includes(true) : !results.includes(false);
    }
    default:
      break;
  }
  const values = valuesOf(predicate.subject, event, bound);
  const prepare = "nocase" in predicate && predicate.nocase ? fold : (text: string) => text;
  const left = texts(values).map(prepare);
  const related = (relation: string, text: string, other: string) =>
    relation === "equals"
      ? text === other
      : relation === "contains"
        ? text.split(other).length > 1
        : relation === "startsWith"
          ? text.slice(0, other.length) === other
          : text.slice(-other.length) === other;
  switch (predicate.kind) {
    case "equals":
    case "contains":
    case "startsWith":
    case "endsWith":
      return left.some((text) => predicate.texts.some((other) => related(predicate.kind, text, prepare(other))));
    case "containsAll":
      return left.some((text) => predicate.texts.every((other) => related("contains", text, prepare(other))));
    case "like":
      return left.some((text) =>
        predicate.patterns.some((pattern) => new RegExp(patternSource(pattern, predicate.nocase), "su").test(text)),
      );
    case "matches":
      return left.some((text) =>
        predicate.regexes.some(({ body, fromStart, toEnd }) =>
          new RegExp(`${fromStart ? "^" : ""}(?:${regexSource(body)})${toEnd ? "$" : ""}`, "su").test(text),
        ),
      );
    case "numberOrder":
      return values.some((value) => {
        const [number, limit] = [scaled(value), scaled(predicate.limit)];
        return number !== undefined && limit !== undefined && ordered(number, predicate.operator, limit);
      });
    case "timeOrder":
      return left.some(
        (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) && ordered(text, predicate.operator, predicate.limit),
      );
    case "inNetwork":
      return left.some((text) => {
        const found = bits(text);
        return predicate.networks.some(({ address, prefix }) => {
          const network = address.map((byte) => byte.toString(2).padStart(8, "0")).join("");
          return found?.length === network.length && found.slice(0, prefix) === network.slice(0, prefix);
        });
      });
    case "isAddress":
      return left.some((text) => bits(text) !== undefined);
    case "exists":
      return values.length > 0;
    case "fieldCompare": {
      const right = texts(valuesOf(predicate.other, event, bound)).map(prepare);
      return left.some((text) => right.some((other) => related(predicate.relation, text, other)));
    }
  }
}
