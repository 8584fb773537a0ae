/** Comparisons with what is written in the rule: each operator's literals, read and held against the field's type. */
import { type Network, parseNetwork } from "../ir/address.ts";
import { expandCase } from "../ir/expand-case.ts";
import type { Pattern, RegexPattern } from "../ir/pattern.ts";
import type { OrderOperator } from "../ir/predicate.ts";
import type { Comparison, Literal } from "../syntax/ast.ts";
import { parsePattern } from "../syntax/parse-pattern.ts";
import type { FileCheck } from "./context.ts";
import type { MakeTest } from "./fold-alternatives.ts";
import { equalsText, isAscii, type Left, literalNames, needleText, textsOf } from "./literal-texts.ts";
import {
  fractionEquals,
  listWantsIn,
  matchesAnything,
  neverEqual,
  neverOrdered,
  nocaseWantsAscii,
  notANetwork,
  wantsList,
  wrongRight,
} from "./problems-types.ts";
import { typeNames } from "./resolve-path.ts";

const TEXT_KINDS = {
  "==": "equals",
  "!=": "equals",
  in: "equals",
  contains: "contains",
  "contains all": "containsAll",
  "starts with": "startsWith",
  "ends with": "endsWith",
} as const;

/** At most 15 digits, no exponent: what every platform reads as the same number. */
const ORDERED_NUMBER = /^-?(0|[1-9][0-9]*)(\.[0-9]+)?$/;
const digitsOf = (text: string) => text.replace(/[-.]/g, "").length;

/** Is the form on the right the one that the operator takes: one value, a list, or either? */
function refuseForm(comparison: Comparison, isList: boolean, check: FileCheck): boolean {
  const { operator, right, span } = comparison;
  if (!right) return true;
  if (isList && (operator === "==" || operator === "!=")) {
    const instead = operator === "==" ? "in" : "not in";
    const fixes = [{ title: `Change to \`${instead}\``, span: comparison.operatorSpan, text: instead }];
    check.report.add(listWantsIn, { operator, instead }, span, { fixes });
    return true;
  }
  if (isList && ["<", "<=", ">", ">="].includes(operator)) {
    check.report.add(wrongRight, { operator, wanted: "one number or time", found: "a list" }, right.span);
    return true;
  }
  if (!isList && (operator === "in" || operator === "contains all")) {
    check.report.add(wantsList, { operator }, right.span);
    return true;
  }
  return false;
}

function textAtom(
  comparison: Comparison,
  literals: readonly Literal[],
  left: Left,
  check: FileCheck,
): MakeTest | undefined {
  const { operator, span: origin } = comparison;
  const kind = TEXT_KINDS[operator as keyof typeof TEXT_KINDS];
  const nocase = comparison.nocase !== undefined;
  const read = kind === "equals" ? equalsText : needleText;
  const texts = textsOf(literals, (literal) => read(literal, operator, left, check), nocase, check);
  return texts && ((subject) => ({ kind, subject, texts, nocase, origin }));
}

function onlyTexts(
  literals: readonly Literal[],
  operator: string,
  wanted: string,
  check: FileCheck,
): readonly Extract<Literal, { kind: "text" }>[] | undefined {
  const wrong = literals.find((literal) => literal.kind !== "text");
  if (wrong) check.report.add(wrongRight, { operator, wanted, found: literalNames[wrong.kind] }, wrong.span);
  return wrong ? undefined : (literals as readonly Extract<Literal, { kind: "text" }>[]);
}

function refusePatternOnType(comparison: Comparison, left: Left, check: FileCheck): boolean {
  if (!["boolean", "integer", "number"].includes(left.type)) return false;
  check.report.add(
    neverEqual,
    { path: left.shown, type: typeNames[left.type], literal: `${comparison.operator} …` },
    comparison.span,
  );
  return true;
}

function likeAtom(
  comparison: Comparison,
  literals: readonly Literal[],
  left: Left,
  check: FileCheck,
): MakeTest | undefined {
  const texts = onlyTexts(literals, "like", "a pattern in quotes", check);
  if (!texts || refusePatternOnType(comparison, left, check)) return undefined;
  const nocase = comparison.nocase !== undefined;
  const patterns: Pattern[] = [];
  for (const literal of texts) {
    const pattern = parsePattern(literal, check.report);
    if (!pattern) continue;
    if (pattern.parts.every((part) => part.kind === "anyRun"))
      check.report.add(matchesAnything, { literal: literal.value }, literal.span);
    else if (nocase && !isAscii(literal.value))
      check.report.add(nocaseWantsAscii, { literal: literal.value }, literal.span);
    else patterns.push(pattern);
  }
  if (patterns.length < texts.length) return undefined;
  return (subject) => ({ kind: "like", subject, patterns, nocase, origin: comparison.span });
}

function matchesAtom(
  comparison: Comparison,
  literals: readonly Literal[],
  left: Left,
  check: FileCheck,
): MakeTest | undefined {
  const wrong = literals.find((literal) => literal.kind !== "regex");
  if (wrong) {
    check.report.add(
      wrongRight,
      { operator: "matches", wanted: "a regex between slashes", found: literalNames[wrong.kind] },
      wrong.span,
    );
    return undefined;
  }
  if (refusePatternOnType(comparison, left, check)) return undefined;
  const regexes: RegexPattern[] = [];
  for (const literal of literals as readonly Extract<Literal, { kind: "regex" }>[]) {
    if (!literal.pattern) continue;
    if (comparison.nocase && !isAscii(literal.written))
      check.report.add(nocaseWantsAscii, { literal: literal.written }, literal.span);
    else regexes.push(comparison.nocase ? expandCase(literal.pattern) : literal.pattern);
  }
  if (regexes.length < literals.length) return undefined;
  return (subject) => ({ kind: "matches", subject, regexes, origin: comparison.span });
}

function networkOf(text: string): Network | { reason: string; repaired?: string } {
  const network = parseNetwork(text);
  if (!("kind" in network)) return network;
  switch (network.kind) {
    case "notANetwork":
      return { reason: "is no network: an address, a slash and the number of leading bits are wanted" };
    case "hostBits":
      return { reason: "has bits set behind its prefix", repaired: network.repaired };
    case "notCanonical":
      return { reason: "is not in its canonical form", repaired: network.repaired };
    case "mapped":
      return { reason: "holds IPv4 addresses in IPv6 form, which count as IPv4: name the IPv4 network" };
  }
}

function networkAtom(
  comparison: Comparison,
  literals: readonly Literal[],
  left: Left,
  check: FileCheck,
): MakeTest | undefined {
  const texts = onlyTexts(literals, "in cidr", "networks in quotes", check);
  if (!texts) return undefined;
  if (!["address", "text", "unknown"].includes(left.type)) {
    check.report.add(
      neverEqual,
      { path: left.shown, type: typeNames[left.type], literal: "an address" },
      comparison.span,
    );
    return undefined;
  }
  const networks: Network[] = [];
  for (const literal of texts) {
    const network = networkOf(literal.value);
    if ("text" in network) networks.push(network);
    else check.report.add(notANetwork, { text: literal.value, ...network }, literal.span);
  }
  if (networks.length < texts.length) return undefined;
  return (subject) => ({ kind: "inNetwork", subject, networks, origin: comparison.span });
}

function orderAtom(comparison: Comparison, literal: Literal, left: Left, check: FileCheck): MakeTest | undefined {
  const operator = comparison.operator as OrderOperator;
  const origin = comparison.span;
  if (literal.kind === "time") {
    if (!["timestamp", "text", "unknown"].includes(left.type)) {
      check.report.add(
        neverOrdered,
        { path: left.shown, type: typeNames[left.type], wanted: "a time" },
        comparison.span,
      );
      return undefined;
    }
    return (subject) => ({ kind: "timeOrder", subject, operator, limit: literal.value, origin });
  }
  if (literal.kind !== "number") {
    check.report.add(
      wrongRight,
      { operator, wanted: "a number or a time", found: literalNames[literal.kind] },
      literal.span,
    );
    return undefined;
  }
  if (left.type === "boolean" || left.type === "timestamp") {
    check.report.add(
      neverOrdered,
      { path: left.shown, type: typeNames[left.type], wanted: "a number" },
      comparison.span,
    );
    return undefined;
  }
  if (!ORDERED_NUMBER.test(literal.text) || digitsOf(literal.text) > 15) {
    check.report.add(fractionEquals, { literal: literal.text }, literal.span);
    return undefined;
  }
  return (subject) => ({ kind: "numberOrder", subject, operator, limit: literal.text, origin });
}

/** The atom that the comparison makes of a subject, or nothing (reported). */
export function compareWithLiterals(
  comparison: Comparison,
  literals: readonly Literal[],
  isList: boolean,
  left: Left,
  check: FileCheck,
): MakeTest | undefined {
  if (refuseForm(comparison, isList, check)) return undefined;
  switch (comparison.operator) {
    case "like":
      return likeAtom(comparison, literals, left, check);
    case "matches":
      return matchesAtom(comparison, literals, left, check);
    case "in cidr":
      return networkAtom(comparison, literals, left, check);
    case "<":
    case "<=":
    case ">":
    case ">=":
      return orderAtom(comparison, literals[0] as Literal, left, check);
    default:
      return textAtom(comparison, literals, left, check);
  }
}
