import { beforeAll, describe, expect, test } from "vitest";
import type { Predicate } from "../../src/ir/predicate.ts";
import { findWitnesses } from "../../src/reason/witnesses.ts";
import { compileCondition } from "../../src/semantics/compile-condition.ts";
import { loadRegexes } from "../../src/semantics/match-regex.ts";
import { checkCondition } from "../check/support.ts";

beforeAll(() => loadRegexes());

function conditionOf(text: string, before = ""): Predicate {
  const { rules, lines } = checkCondition(text, before);
  if (!rules[0]) throw new Error(lines.join("\n"));
  return rules[0].condition;
}

/** Conditions with the mistakes that a translation may make of them; each must be told apart by some witness. */
const mistakes: readonly (readonly [name: string, right: string, wrong: string])[] = [
  ["case is lost", 'eventName == "GetObject"', 'eventName == "GetObject" nocase'],
  ["equals becomes contains", 'eventName == "Get"', 'eventName contains "Get"'],
  ["contains becomes starts with", 'userAgent contains "kali"', 'userAgent starts with "kali"'],
  ["starts with becomes contains", 'userAgent starts with "kali"', 'userAgent contains "kali"'],
  ["`?` becomes `*`", 'eventName like "Get?"', 'eventName like "Get*"'],
  ["an end anchor is lost", "userAgent matches /^curl$/", "userAgent matches /^curl/"],
  ["a start anchor is lost", "userAgent matches /^curl/", "userAgent matches /curl/"],
  [
    "`and` and `or` are exchanged",
    'eventName == "A" and (awsRegion == "B" or userAgent == "C")',
    'eventName == "A" and awsRegion == "B" or userAgent == "C"',
  ],
  ["`not` loses the missing value", 'errorCode != "X"', 'errorCode exists and errorCode != "X"'],
  ["`<` becomes `<=`", "requestParameters.n < 5", "requestParameters.n <= 5"],
  ["a list loses a member", 'eventName in ["A", "B", "C"]', 'eventName in ["A", "B"]'],
  [
    "the element of a quantifier is lost",
    'any r in resources[] ( r.type == "t" and r.accountId == "a" )',
    'resources[].type == "t" and resources[].accountId == "a"',
  ],
  [
    "`all` becomes `any`",
    'resources[] exists and all r in resources[] ( r.type == "t" )',
    'any r in resources[] ( r.type == "t" )',
  ],
  ["a network becomes another", 'sourceIPAddress in cidr ["10.0.0.0/8"]', 'sourceIPAddress in cidr ["10.0.0.0/9"]'],
  [
    "field equality ignores case",
    "userIdentity.userName == requestParameters.userName",
    "userIdentity.userName == requestParameters.userName nocase",
  ],
  ["exists is lost", 'errorCode exists and eventName == "A"', 'eventName == "A"'],
  ["`contains all` becomes `contains`", 'userAgent contains all ["a1", "b2"]', 'userAgent contains ["a1", "b2"]'],
  [
    "the outcome of a sign-in is lost",
    'eventName == "ConsoleLogin" and outcome == "failure"',
    'eventName == "ConsoleLogin" and (errorCode exists or errorMessage exists)',
  ],
];

describe("some witness tells the mistake apart:", () => {
  for (const [name, right, wrong] of mistakes) {
    test(name, () => {
      const condition = conditionOf(right);
      const mistaken = compileCondition(conditionOf(wrong));
      const meant = compileCondition(condition);
      const { witnesses } = findWitnesses(condition);
      expect(witnesses.some(({ event }) => meant(event) !== mistaken(event))).toBe(true);
    });
  }
});

test("both verdicts occur for every satisfiable condition here", () => {
  for (const [, right] of mistakes)
    expect([right, findWitnesses(conditionOf(right)).bothVerdicts]).toEqual([right, true]);
});

test("all combinations where there are few, pairs where there are many, never more than four times the limit", () => {
  expect(findWitnesses(conditionOf('eventName == "A" and awsRegion == "B"')).coverage).toBe("product");
  const many = ["eventName", "awsRegion", "userAgent", "eventSource", "errorCode", "eventType"]
    .map((field) => `${field} contains ["aa", "bb"]`)
    .join(" and ");
  const wide = findWitnesses(conditionOf(many));
  expect(wide.coverage).toBe("pairwise");
  expect(wide.witnesses.length).toBeLessThanOrEqual(2048);
  expect(wide.bothVerdicts).toBe(true);
});
