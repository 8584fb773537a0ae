/**
 * A small model of Splunk for tests: how an event becomes fields, and what `eval` expressions make of them. It reads the
 * printed text and shares nothing with the printer. Stricter than Splunk on purpose: several values where one is
 * compared are an error, since what Splunk makes of them is not documented.
 */

import { parseAddress, parseNetwork } from "../../../src/ir/address.ts";
import { compactJson } from "../../../src/ir/compact-json.ts";
import { isObject, type JsonObject, type JsonValue, WrittenNumber } from "../../../src/ir/json.ts";
import { parseJson } from "../../../src/ir/parse-json.ts";

export type SplValue = null | boolean | number | string | readonly string[];
export type Fields = Map<string, SplValue>;

/** An event, and what the model takes `NOT` of NULL for: nobody documents it, so a right search gives the same for both. */
export interface Row {
  readonly fields: Fields;
  readonly notOfNull: null | true;
}

const textOf = (value: null | boolean | number | string | WrittenNumber) =>
  value instanceof WrittenNumber ? value.text : String(value);

/** The automatic extraction of JSON, and the add-on's `errorCode`. */
export function fieldsOf(event: JsonObject): Fields {
  const found = new Map<string, string[]>();
  const walk = (value: JsonValue, name: string): void => {
    if (Array.isArray(value)) for (const one of value) walk(one, `${name}{}`);
    else if (isObject(value))
      for (const [key, one] of Object.entries(value)) walk(one, name === "" ? key : `${name}.${key}`);
    else found.set(name, [...(found.get(name) ?? []), textOf(value as string)]);
  };
  walk(event, "");
  const fields: Fields = new Map([...found].map(([name, values]) => [name, many(values)]));
  if (!fields.has("errorCode")) fields.set("errorCode", "success");
  fields.set("_raw", compactJson(event));
  return fields;
}

/** Several values, one, or NULL: SPL has no list of one. */
function many(values: readonly string[]): SplValue {
  return values.length === 0 ? null : values.length === 1 ? (values[0] as string) : values;
}

const each = (value: SplValue): string[] => (value === null ? [] : Array.isArray(value) ? [...value] : [String(value)]);

// ---- reading

type Node =
  | { readonly kind: "field"; readonly name: string }
  | { readonly kind: "literal"; readonly value: string | number }
  | { readonly kind: "call"; readonly name: string; readonly operands: readonly Node[] }
  | { readonly kind: "binary"; readonly operator: string; readonly left: Node; readonly right: Node }
  | { readonly kind: "not"; readonly operand: Node };

const TOKEN = /\s+|"(?:[^"\\]|\\.)*"|'[^']*'|[0-9]+(?:\.[0-9]+)?|[A-Za-z_][A-Za-z0-9_]*|!=|<=|>=|[=<>().,+-]/gy;

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    if (!found) throw new Error(`no token at ${text.slice(at, at + 30)}`);
    if (found[0].trim() !== "") tokens.push(found[0]);
  }
  return tokens;
}

/** Only `\"` and `\\` are escapes; any other backslash stays. */
const unquote = (token: string) => token.slice(1, -1).replace(/\\(["\\])/g, "$1");

class Reader {
  #at = 0;

  constructor(readonly tokens: readonly string[]) {}

  get done(): boolean {
    return this.#at >= this.tokens.length;
  }

  #take(token?: string): string {
    const next = this.tokens[this.#at++];
    if (next === undefined || (token !== undefined && next !== token))
      throw new Error(`expected ${token ?? "more"}, got ${next}`);
    return next;
  }

  #chain(operators: readonly string[], below: () => Node): Node {
    let left = below();
    while (operators.includes(this.tokens[this.#at] ?? "")) {
      const operator = this.#take();
      left = { kind: "binary", operator, left, right: below() };
    }
    return left;
  }

  expression = (): Node => this.#chain(["OR"], this.#and);
  #and = (): Node => this.#chain(["AND"], this.#not);
  #not = (): Node => {
    if (this.tokens[this.#at] !== "NOT") return this.#compare();
    this.#take();
    return { kind: "not", operand: this.#not() };
  };
  #compare = (): Node => this.#chain(["=", "!=", "<", "<=", ">", ">="], this.#joined);
  #joined = (): Node => this.#chain(["."], this.#minus);
  #minus = (): Node => this.#chain(["-"], this.#one);
  #one = (): Node => {
    const token = this.#take();
    if (token === "(") {
      const inner = this.expression();
      this.#take(")");
      return inner;
    }
    if (token === "-") return { kind: "literal", value: -Number(this.#take()) };
    if (token.startsWith('"')) return { kind: "literal", value: unquote(token) };
    if (token.startsWith("'")) return { kind: "field", name: token.slice(1, -1) };
    if (/^[0-9]/.test(token)) return { kind: "literal", value: Number(token) };
    if (!/^[A-Za-z_]/.test(token) || ["AND", "OR", "NOT"].includes(token)) throw new Error(`unexpected ${token}`);
    if (this.tokens[this.#at] !== "(") return { kind: "field", name: token };
    this.#take("(");
    const operands: Node[] = [];
    if (this.tokens[this.#at] !== ")") {
      operands.push(this.expression());
      while (this.tokens[this.#at] === ",") {
        this.#take();
        operands.push(this.expression());
      }
    }
    this.#take(")");
    return { kind: "call", name: token, operands };
  };
}

/** An expression from its text. */
export function readExpression(text: string): Node {
  const reader = new Reader(tokensOf(text));
  const node = reader.expression();
  if (!reader.done) throw new Error(`unread: ${text}`);
  return node;
}

// ---- evaluating

const looksNumeric = (value: string) => /^\s*[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\s*$/.test(value);

function single(value: SplValue): string | number | null {
  if (Array.isArray(value)) throw new Error(`several values where one is asked: ${JSON.stringify(value)}`);
  return typeof value === "boolean" ? String(value) : (value as string | number | null);
}

function compare(operator: string, left: SplValue, right: SplValue): boolean {
  const [a, b] = [single(left), single(right)];
  if (a === null || b === null) return false;
  const numeric = looksNumeric(String(a)) && looksNumeric(String(b));
  const [x, y] = numeric ? [Number(a), Number(b)] : [String(a), String(b)];
  switch (operator) {
    case "=":
      return x === y;
    case "!=":
      return x !== y;
    case "<":
      return x < y;
    case "<=":
      return x <= y;
    case ">":
      return x > y;
    default:
      return x >= y;
  }
}

/** PCRE as JavaScript has it: `\z`, and flags at the start. */
export function pcre(pattern: string): RegExp {
  const parts = /^(?:\(\?([is]+)\))?([\s\S]*)$/.exec(pattern) as RegExpExecArray;
  const body = (parts[2] as string).replaceAll("\\z", "(?![\\s\\S])").replace(/\(\?-i:([a-z]+)\)/g, "(?:$1)");
  return new RegExp(body, `${parts[1] ?? ""}u`);
}

function jsonOf(text: SplValue): JsonValue | undefined {
  const one = single(text);
  if (typeof one !== "string") return undefined;
  const parsed = parseJson(one);
  return "value" in parsed ? parsed.value : undefined;
}

const asText = (value: JsonValue): string =>
  isObject(value) || Array.isArray(value) ? compactJson(value) : textOf(value as string);

/** What stands at a path of keys and `{}`; `{}` gathers, and then several are a JSON list. */
function extract(json: JsonValue, path: string): JsonValue | undefined {
  let values: JsonValue[] = [json];
  for (const step of path.match(/\{\}|[^.{}]+/g) ?? []) {
    values = values.flatMap((value) => {
      if (step === "{}") return Array.isArray(value) ? value : [];
      return isObject(value) && Object.hasOwn(value, step) ? [value[step] as JsonValue] : [];
    });
  }
  if (!path.includes("{}")) return values[0];
  return values.length === 0 ? undefined : values;
}

function jsonExtract(text: SplValue, paths: readonly string[]): SplValue {
  const json = jsonOf(text);
  if (json === undefined || (!isObject(json) && !Array.isArray(json))) return null;
  const values = paths.map((path) => extract(json, path));
  if (values.length > 1) return compactJson(values.map((value) => value ?? null));
  return values[0] === undefined ? null : asText(values[0]);
}

function cidrMatch(cidr: string, value: string): boolean {
  const network = parseNetwork(cidr);
  const address = parseAddress(value);
  if (!("address" in network) || !address || address.length !== network.address.length) return false;
  const bits = (bytes: readonly number[]) => bytes.map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return bits(address).slice(0, network.prefix) === bits(network.address).slice(0, network.prefix);
}

function fieldsIn(node: Node): string[] {
  switch (node.kind) {
    case "field":
      return [node.name];
    case "literal":
      return [];
    case "not":
      return fieldsIn(node.operand);
    case "binary":
      return [...fieldsIn(node.left), ...fieldsIn(node.right)];
    case "call":
      return node.operands.flatMap(fieldsIn);
  }
}

function truth(value: SplValue): boolean | null {
  if (value === null || typeof value === "boolean") return value;
  throw new Error(`no truth: ${JSON.stringify(value)}`);
}

function call(node: Node & { readonly kind: "call" }, row: Row): SplValue {
  const { name, operands } = node;
  const { fields } = row;
  const value = (index: number): SplValue => evaluate(operands[index] as Node, row);
  const one = (index: number) => single(value(index));
  const text = (index: number): string | null => {
    const held = one(index);
    return held === null ? null : String(held);
  };
  const bound = (field: string, held: string): Row => ({ ...row, fields: new Map(fields).set(field, held) });
  switch (name) {
    case "true":
    case "false":
      return name === "true";
    case "null":
      return null;
    case "isnull":
      return value(0) === null;
    case "isnotnull":
      return value(0) !== null;
    case "match": {
      const subject = text(0);
      return subject === null ? null : pcre(text(1) as string).test(subject);
    }
    case "in": {
      const subject = value(0);
      return subject === null ? null : operands.slice(1).some((_, index) => compare("=", subject, value(index + 1)));
    }
    case "cidrmatch": {
      const subject = text(1);
      return subject === null ? null : cidrMatch(text(0) as string, subject);
    }
    case "lower":
      return text(0)?.replace(/[A-Z]/g, (letter) => letter.toLowerCase()) ?? null;
    case "len":
      return text(0) === null ? null : [...(text(0) as string)].length;
    case "substr": {
      const points = text(0) === null ? null : [...(text(0) as string)];
      const start = Number(one(1));
      if (points === null || one(1) === null) return null;
      const from = start < 0 ? Math.max(0, points.length + start) : start - 1;
      return points.slice(from, operands.length > 2 ? from + Number(one(2)) : undefined).join("");
    }
    case "tonumber":
      return text(0) !== null && looksNumeric(text(0) as string) ? Number(text(0)) : null;
    case "split":
      return text(0) === null || text(1) === null ? null : many((text(0) as string).split(text(1) as string));
    case "mvcount":
      return value(0) === null ? null : each(value(0)).length;
    case "mvappend":
      return many(operands.flatMap((_, index) => each(value(index))));
    case "mvjoin":
      return value(0) === null ? null : each(value(0)).join(text(1) as string);
    case "mvindex":
      return many(each(value(0)).slice(Number(one(1)), Number(one(2)) + 1));
    case "coalesce":
      return operands.map((_, index) => value(index)).find((held) => held !== null) ?? null;
    case "nullif":
      return compare("=", value(0), value(1)) ? null : value(0);
    case "if":
      return truth(value(0)) ? value(1) : value(2);
    case "case":
      for (let index = 0; index < operands.length; index += 2) if (truth(value(index))) return value(index + 1);
      return null;
    case "mvfilter": {
      const names = new Set(fieldsIn(operands[0] as Node));
      if (names.size !== 1) throw new Error("mvfilter reads one field");
      const [field] = names as Set<string> & Iterable<string>;
      return many(
        each(fields.get(field as string) ?? null).filter(
          (held) => truth(evaluate(operands[0] as Node, bound(field as string, held))) === true,
        ),
      );
    }
    case "mvmap": {
      const list = operands[0] as Node;
      if (list.kind !== "field") throw new Error("mvmap walks a field");
      return many(
        each(fields.get(list.name) ?? null).flatMap((held) =>
          each(evaluate(operands[1] as Node, bound(list.name, held))),
        ),
      );
    }
    case "mvfind": {
      const found = each(value(0)).findIndex((held) => pcre(text(1) as string).test(held));
      return found < 0 ? null : found;
    }
    case "json_extract":
      return jsonExtract(
        value(0),
        operands.slice(1).map((_, index) => text(index + 1) as string),
      );
    case "json_array_to_mv": {
      const json = jsonOf(value(0));
      return Array.isArray(json) ? many(json.map(asText)) : null;
    }
    default:
      throw new Error(`no function ${name}`);
  }
}

/** The value of an expression; NULL is `null`. */
export function evaluate(node: Node, row: Row): SplValue {
  switch (node.kind) {
    case "field":
      return row.fields.get(node.name) ?? null;
    case "literal":
      return node.value;
    case "call":
      return call(node, row);
    case "not": {
      const operand = truth(evaluate(node.operand, row));
      return operand === null ? row.notOfNull : !operand;
    }
    case "binary": {
      const left = evaluate(node.left, row);
      const right = evaluate(node.right, row);
      if (node.operator === "AND" || node.operator === "OR") {
        const [a, b] = [truth(left), truth(right)];
        const decisive = node.operator === "OR";
        return a === decisive || b === decisive ? decisive : a === null || b === null ? null : !decisive;
      }
      const [a, b] = [single(left), single(right)];
      if (node.operator === ".") return a === null || b === null ? null : String(a) + String(b);
      if (node.operator === "-") return a === null || b === null ? null : Number(a) - Number(b);
      return compare(node.operator, left, right);
    }
  }
}
