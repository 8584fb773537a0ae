/** In: a checked condition. Out: its text, close to the language, for people: `explain`, `dump --stage ir`, tests. */
import type { Subject } from "./path.ts";
import { showPath, showSubject } from "./path.ts";
import { type Atom, isAtom, type Predicate } from "./predicate.ts";

const quote = (text: string) => JSON.stringify(text);

function list(texts: readonly string[]): string {
  return texts.length === 1 ? (texts[0] as string) : `[${texts.join(", ")}]`;
}

const RELATIONS = { equals: "==", contains: "contains", startsWith: "starts with", endsWith: "ends with" } as const;

function showAtom(atom: Atom): string {
  const left = showSubject(atom.subject);
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
      return `${left} like ${list(atom.patterns.map((pattern) => `'${pattern.written}'`))}${nocase}`;
    case "matches":
      return `${left} matches ${list(atom.regexes.map((regex) => `/${regex.written}/`))}`;
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
      return `${left} ${RELATIONS[atom.relation]} ${showSubject(atom.other)}${nocase}`;
  }
}

function showOperand(predicate: Predicate): string {
  return predicate.kind === "all" || predicate.kind === "any"
    ? `(${showPredicate(predicate)})`
    : showPredicate(predicate);
}

/** One line; parentheses wherever `and` and `or` meet. */
export function showPredicate(predicate: Predicate): string {
  switch (predicate.kind) {
    case "constant":
      return String(predicate.value);
    case "all":
      return predicate.operands.map(showOperand).join(" and ");
    case "any":
      return predicate.operands.map(showOperand).join(" or ");
    case "not":
      return predicate.operand.kind === "exists"
        ? `${showSubject(predicate.operand.subject)} missing`
        : `not ${showOperand(predicate.operand)}`;
    case "some":
    case "every":
      return `${predicate.kind === "some" ? "any" : "all"} ${predicate.variable} in ${showSubject(predicate.list)} ( ${showPredicate(predicate.condition)} )`;
    default:
      return showAtom(predicate);
  }
}

/** What the API model says of the path: `requestParameters.size: integer`, `requestParameters.ids: list of text`. */
function showApi(subject: Subject): string | undefined {
  if (subject.kind === "derived" || !subject.api) return undefined;
  return `${showPath(subject)}: ${subject.api.isList ? "list of " : ""}${subject.api.type}`;
}

/** What is known of the atom's paths, a line each. */
function dumpApi(atom: Predicate, indent: string): string {
  if (!isAtom(atom)) return "";
  const subjects = atom.kind === "fieldCompare" ? [atom.subject, atom.other] : [atom.subject];
  return subjects
    .map(showApi)
    .map((one) => (one === undefined ? "" : `${indent}  ${one}\n`))
    .join("");
}

/** The condition as a tree, a node a line, indented by two. */
export function dumpPredicate(predicate: Predicate, indent = ""): string {
  switch (predicate.kind) {
    case "all":
    case "any":
      return `${indent}${predicate.kind}\n${predicate.operands.map((one) => dumpPredicate(one, `${indent}  `)).join("")}`;
    case "not":
      return `${indent}not\n${dumpPredicate(predicate.operand, `${indent}  `)}`;
    case "some":
    case "every":
      return `${indent}${predicate.kind} ${predicate.variable} in ${showSubject(predicate.list)}\n${dumpPredicate(predicate.condition, `${indent}  `)}`;
    default:
      return `${indent}${predicate.kind}: ${showPredicate(predicate)}\n${dumpApi(predicate, indent)}`;
  }
}
