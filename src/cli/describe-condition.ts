/** In: a checked condition. Out: what it means, in words; the other way of saying what `ir/show.ts` prints. */
import { type Subject, showSubject } from "../ir/path.ts";
import type { Atom, Predicate } from "../ir/predicate.ts";

const MOST_NAMED = 6;

/** The meaning as a sentence's end: "`eventName` is exactly "CreateUser"". */
export function describeCondition(predicate: Predicate): string {
  switch (predicate.kind) {
    case "constant":
      return predicate.value ? "always" : "never";
    case "all":
      return predicate.operands.map(inParentheses).join(", and ");
    case "any":
      return predicate.operands.map(inParentheses).join(", or ");
    case "not":
      if (predicate.operand.kind === "exists") return `${nameOf(predicate.operand.subject)} has no value`;
      return `it is not so that ${inParentheses(predicate.operand)}`;
    case "some":
      return `some element ${predicate.variable} of ${nameOf(predicate.list)} is so that ${inParentheses(predicate.condition)}`;
    case "every":
      return `every element ${predicate.variable} of ${nameOf(predicate.list)} (or there is none) is so that ${inParentheses(predicate.condition)}`;
    default:
      return describeAtom(predicate);
  }
}

function inParentheses(predicate: Predicate): string {
  const text = describeCondition(predicate);
  return predicate.kind === "all" || predicate.kind === "any" ? `(${text})` : text;
}

function nameOf(subject: Subject): string {
  return `\`${showSubject(subject)}\``;
}

function describeAtom(atom: Atom): string {
  const subject = nameOf(atom.subject);
  const anyCase = "nocase" in atom && atom.nocase ? ", in any letter case" : "";
  switch (atom.kind) {
    case "equals":
      return `${subject} is ${atom.texts.length === 1 ? "exactly " : ""}${oneOf(atom.texts.map(quoted))}${anyCase}`;
    case "contains":
      return `${subject} has ${oneOf(atom.texts.map(quoted))} in it${anyCase}`;
    case "startsWith":
      return `${subject} starts with ${oneOf(atom.texts.map(quoted))}${anyCase}`;
    case "endsWith":
      return `${subject} ends with ${oneOf(atom.texts.map(quoted))}${anyCase}`;
    case "containsAll":
      return `one value of ${subject} has all of ${atom.texts.map(quoted).join(", ")} in it${anyCase}`;
    case "like":
      return `the whole of ${subject} fits ${oneOf(atom.patterns.map((one) => `'${one.written}'`))}${anyCase}`;
    case "matches":
      return `somewhere in ${subject} stands what ${oneOf(atom.regexes.map((one) => `/${one.written}/`))} matches`;
    case "numberOrder":
      return `${subject} is a number ${atom.operator} ${atom.limit}`;
    case "timeOrder":
      return `${subject} is a time ${atom.operator} ${atom.limit}`;
    case "inNetwork":
      return `${subject} is an address in ${oneOf(atom.networks.map((one) => one.text))}`;
    case "isAddress":
      return `${subject} is an IP address`;
    case "exists":
      return `${subject} has a value`;
    case "fieldCompare":
      return `${subject} and ${nameOf(atom.other)} both have values, and the first ${RELATIONS[atom.relation]} the second${anyCase}`;
  }
}

const RELATIONS = { equals: "equals", contains: "contains", startsWith: "starts with", endsWith: "ends with" } as const;

const quoted = (text: string) => JSON.stringify(text);

function oneOf(texts: readonly string[]): string {
  if (texts.length === 1) return texts[0] as string;
  const named = texts.slice(0, MOST_NAMED).join(", ");
  return texts.length > MOST_NAMED ? `one of ${texts.length}: ${named}, …` : `one of ${named}`;
}
