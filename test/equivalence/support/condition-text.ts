/** In: a checked condition. Out: its text in the language, every character exact, so that a checker reads the same again. */
import type { Path, Subject } from "../../../src/ir/path.ts";
import type { CodePointRange, Pattern, Regex, RegexPattern } from "../../../src/ir/pattern.ts";
import type { Atom, Predicate } from "../../../src/ir/predicate.ts";
import { unreachable } from "../../../src/ir/predicate.ts";

const quote = (text: string): string => JSON.stringify(text);
const list = (texts: readonly string[]): string =>
  texts.length === 1 ? (texts[0] as string) : `[${texts.join(", ")}]`;
const RELATIONS = { equals: "==", contains: "contains", startsWith: "starts with", endsWith: "ends with" } as const;

function pathText(path: Path): string {
  let text = path.root.kind === "element" ? path.root.variable : "";
  for (const step of path.steps) {
    if (step.kind === "each") text += "[]";
    else if (step.kind === "json") text = `json(${text})`;
    else {
      const name = /^[A-Za-z_][A-Za-z0-9_]*$/.test(step.name) ? step.name : quote(step.name);
      text += text === "" ? name : `.${name}`;
    }
  }
  return text;
}

const subjectText = (subject: Subject): string => (subject.kind === "derived" ? subject.name : pathText(subject));

const patternText = ({ parts }: Pattern): string =>
  quote(
    parts
      .map((part) => (part.kind === "text" ? part.text.replace(/[*?\\]/g, "\\$&") : part.kind === "anyRun" ? "*" : "?"))
      .join(""),
  );

function pointText(point: number): string {
  const character = String.fromCodePoint(point);
  const control = ({ "\n": "\\n", "\r": "\\r", "\t": "\\t" } as Readonly<Record<string, string>>)[character];
  return control ?? (/[!-/:-@[-`{-~]/.test(character) ? `\\${character}` : character);
}

const rangeText = ([first, last]: CodePointRange): string =>
  first === last ? pointText(first) : `${pointText(first)}-${pointText(last)}`;

function repeatText(least: number, most: number | undefined): string {
  if (most === undefined) return least < 2 ? (least === 0 ? "*" : "+") : `{${least},}`;
  if (least === 0 && most === 1) return "?";
  return least === most ? `{${least}}` : `{${least},${most}}`;
}

function regexText(regex: Regex): string {
  const group = (inner: Regex): string =>
    inner.kind === "alternatives" || inner.kind === "sequence" || inner.kind === "repeat"
      ? `(${regexText(inner)})`
      : regexText(inner);
  switch (regex.kind) {
    case "literal":
      return [...regex.text].map((one) => pointText(one.codePointAt(0) as number)).join("");
    case "characters":
      return `[${regex.negated ? "^" : ""}${regex.ranges.map(rangeText).join("")}]`;
    case "anyCharacter":
      return ".";
    case "sequence":
      return regex.items.map((item) => (item.kind === "alternatives" ? group(item) : regexText(item))).join("");
    case "alternatives":
      return regex.items.map(regexText).join("|");
    case "repeat": {
      const { item } = regex;
      const single = item.kind !== "literal" || [...item.text].length === 1;
      return `${single ? group(item) : `(${regexText(item)})`}${repeatText(regex.least, regex.most)}`;
    }
    default:
      return unreachable(regex);
  }
}

export function regexPatternText({ body, fromStart, toEnd }: RegexPattern): string {
  const inner = (fromStart || toEnd) && body.kind === "alternatives" ? `(${regexText(body)})` : regexText(body);
  return `/${fromStart ? "^" : ""}${inner}${toEnd ? "$" : ""}/`;
}

function atomText(atom: Atom): string {
  const left = subjectText(atom.subject);
  const nocase = "nocase" in atom && atom.nocase ? " nocase" : "";
  switch (atom.kind) {
    case "equals":
      return `${left} ${atom.texts.length === 1 ? "==" : "in"} ${list(atom.texts.map(quote))}${nocase}`;
    case "contains":
    case "startsWith":
    case "endsWith":
      return `${left} ${RELATIONS[atom.kind]} ${list(atom.texts.map(quote))}${nocase}`;
    case "containsAll":
      return `${left} contains all [${atom.texts.map(quote).join(", ")}]${nocase}`;
    case "like":
      return `${left} like ${list(atom.patterns.map(patternText))}${nocase}`;
    case "matches":
      return `${left} matches ${list(atom.regexes.map(regexPatternText))}`;
    case "numberOrder":
    case "timeOrder":
      return `${left} ${atom.operator} ${atom.limit}`;
    case "inNetwork":
      return `${left} in cidr [${atom.networks.map((network) => quote(network.text)).join(", ")}]`;
    case "isAddress":
      return `${left} is ip`;
    case "exists":
      return `${left} exists`;
    case "fieldCompare":
      return `${left} ${RELATIONS[atom.relation]} ${subjectText(atom.other)}${nocase}`;
    default:
      return unreachable(atom);
  }
}

/** The condition on one line; parentheses around each part that has parts. */
export function conditionText(predicate: Predicate): string {
  const part = (one: Predicate): string =>
    one.kind === "all" || one.kind === "any" ? `(${conditionText(one)})` : conditionText(one);
  switch (predicate.kind) {
    case "constant":
      throw new Error("a constant has no text");
    case "all":
      return predicate.operands.map(part).join(" and ");
    case "any":
      return predicate.operands.map(part).join(" or ");
    case "not":
      return `not (${conditionText(predicate.operand)})`;
    case "some":
    case "every":
      return `${predicate.kind === "some" ? "any" : "all"} ${predicate.variable} in ${pathText(predicate.list)} (${conditionText(predicate.condition)})`;
    default:
      return atomText(predicate);
  }
}
