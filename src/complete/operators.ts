/** The operators that fit what is on their left. */
import { TAKES_NOCASE } from "../check/check-comparison.ts";
import type { ValueType } from "../ir/path.ts";
import { isKind } from "../syntax/token-span.ts";
import * as kinds from "../syntax/tokens.ts";
import { meaningOf, type Proposal, wordProposal } from "./completion.ts";
import { comparisonAt } from "./locate.ts";
import { pathBefore } from "./paths.ts";
import type { Surroundings } from "./surroundings.ts";

const EQUAL = ["==", "!=", "in", "not in"];
const STATE = ["exists", "missing"];
const ORDER = ["<", "<=", ">", ">="];
const TEXT = ["contains", "not contains", "contains all", "starts with", "not starts with"].concat([
  "ends with",
  "not ends with",
  "like",
  "not like",
  "matches",
  "not matches",
]);
const ADDRESS = ["in cidr", "not in cidr", "is ip", "is not ip"];

const operatorsFor: { readonly [T in ValueType]: readonly string[] } = {
  text: [...EQUAL, ...TEXT, ...STATE],
  integer: [...EQUAL, ...ORDER, ...STATE],
  number: [...ORDER, ...STATE],
  boolean: ["==", "!=", ...STATE],
  timestamp: [...ORDER, ...EQUAL, ...STATE],
  address: [...ADDRESS, ...EQUAL, ...TEXT, ...STATE],
  object: STATE,
  open: STATE,
  unknown: [...EQUAL, ...TEXT, ...ORDER, ...ADDRESS, ...STATE],
};

const HOLDS_TEXT: readonly ValueType[] = ["text", "address", "unknown"];

function operatorProposal(operator: string): Proposal {
  const plain = operator.replace(/\bnot /, "");
  const isNegated = plain !== operator;
  return {
    label: operator,
    kind: "operator",
    insert: STATE.includes(operator) || operator.endsWith("ip") ? operator : `${operator} `,
    documentation: `${isNegated ? `\`not (… ${plain} …)\`. ` : ""}${meaningOf(plain)}`,
    detail: "operator",
  };
}

/** The operators after the path that ends here; none where it stands for no value. */
export function operatorProposals(around: Surroundings): Proposal[] {
  const path = pathBefore(around, around.place.before.length);
  if (!path) return [];
  const target = around.target(path);
  if (target) return (target.isList ? STATE : operatorsFor[target.type]).map(operatorProposal);
  const name = "text" in path.start && path.parts.length === 0 ? path.start.text : undefined;
  const meaning = name === undefined ? undefined : around.scope.findLet(name)?.meaning;
  const isValue = meaning !== undefined && meaning !== "resolving" && meaning.kind === "value";
  return isValue ? operatorsFor.unknown.map(operatorProposal) : [];
}

/** The words that an operator of several words goes on with: `with` after `starts`, `ip` after `is`. */
export function restOfOperator(around: Surroundings): Proposal[] {
  const last = around.place.before.at(-1)?.tokenType;
  const begun = [kinds.Not, kinds.Is, kinds.Starts, kinds.Ends, kinds.In, kinds.Contains];
  if (!last || !begun.includes(last)) return [];
  const words = around.place.next.flatMap(({ type, rules }) => {
    const rule = rules.at(-1);
    return rule === "wordRelation" || rule === "state" ? [type.name.toLowerCase()] : [];
  });
  const fits = fitting(around);
  return words.filter(fits).map((word) => {
    const whole = ["in cidr", "contains all", "is ip", "starts with", "ends with"].find((one) =>
      one.endsWith(` ${word}`),
    );
    return {
      ...wordProposal(word, word === "ip" ? word : `${word} `, "operator"),
      documentation: meaningOf(whole ?? word),
    };
  });
}

/** Which words make an operator that fits, with those that stand there. */
function fitting(around: Surroundings): (word: string) => boolean {
  const { before } = around.place;
  const begun = [before.length - 1, before.length - 2];
  for (const end of begun) {
    const path = pathBefore(around, end);
    const target = path && around.target(path);
    if (!target) continue;
    const images = before.slice(end).map((token) => token.image);
    return (word) => operatorsFor[target.type].some((one) => `${one} `.startsWith(`${[...images, word].join(" ")} `));
  }
  return () => true;
}

/** `nocase`, behind a comparison of texts. */
export function nocaseProposals(around: Surroundings): Proposal[] {
  const comparison = comparisonAt(around.location, around.place.at);
  if (!comparison?.right || !TAKES_NOCASE.has(comparison.operator)) return [];
  const type = around.target(comparison.left)?.type ?? "unknown";
  const last = around.place.before.at(-1);
  const isText = isKind(last, kinds.AnyText) || !isKind(last, kinds.AnyLiteral);
  return HOLDS_TEXT.includes(type) && isText ? [wordProposal("nocase", "nocase", "operator")] : [];
}
