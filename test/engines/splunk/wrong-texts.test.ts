/**
 * Emitted texts with a mistake put in, of the kinds that a wrong lowering makes: the engine finds each of them, by a
 * verdict that differs, an error, or a text that it refuses.
 */
import { beforeAll, expect, test } from "vitest";
import { deviationFor } from "../../../src/cases/deviations.ts";
import type { JsonObject } from "../../../src/ir/json.ts";
import { findWitnesses } from "../../../src/reason/witnesses.ts";
import { compileCondition } from "../../../src/semantics/compile-condition.ts";
import { loadRegexes } from "../../../src/semantics/match-regex.ts";
import { compileText } from "../../../src/targets/splunk/engine/load-search.ts";
import { splunk } from "../../../src/targets/splunk/index.ts";
import { rule, settings } from "../../targets/splunk/build.ts";
import { library } from "./library.ts";

interface Text {
  readonly id: string;
  readonly search: string;
  readonly cases: readonly { readonly event: JsonObject; readonly expected: boolean }[];
}

/** What no witness holds: a line break where any character fits, two texts that are one number, a list of two. */
const more: readonly JsonObject[] = [
  { requestParameters: { a: "other", b: "x\nz", c: "y" } },
  { requestParameters: { l: ["x"], d: "1", e: "01" } },
  { requestParameters: { l: ["x", "other"], d: "1", e: "1" } },
];

let texts: readonly Text[];

beforeAll(async () => {
  await loadRegexes();
  const { parse } = await import("yaml");
  const own = [
    'requestParameters.a != "x" and requestParameters.b like "x?z*" and requestParameters.c ends with ["y", "z"]',
    'requestParameters.a == "01" or requestParameters.n > 9 and requestParameters.b contains "a.b"',
    'requestParameters.l[] == "x" and not requestParameters.m[] contains "y" and requestParameters.d == requestParameters.e',
    'any i in requestParameters.items[] ( i.a == "x" and i.b == "y" ) or requestParameters.f contains "aB" nocase',
  ].map((when) => splunk.compile(rule({ when }), settings));
  texts = [...(await library()).rules, ...own].map(({ rule: { id, condition }, files }) => {
    const holds = compileCondition(condition);
    const events = [...findWitnesses(condition).witnesses.map(({ event }) => event), ...more];
    const detection = files.find(({ path }) => path.endsWith(".yml"))?.content ?? "";
    return {
      id,
      search: (parse(detection) as { search: string }).search,
      cases: events
        .filter((event) => !deviationFor(splunk.deviations, condition, event))
        .map((event) => ({ event, expected: holds(event) })),
    };
  });
});

/** The first mistake of a kind that the search's condition can hold, put in. */
function spoil(search: string, pattern: RegExp, by: string): string {
  const from = search.indexOf("| where");
  const to = search.indexOf("\n| ", from);
  return search.slice(0, from) + search.slice(from, to + 1).replace(pattern, by) + search.slice(to + 1);
}

/** Is a spoilt text found out? */
function isFound({ cases }: Text, spoilt: string): boolean {
  try {
    const search = compileText(spoilt, /`([a-z0-9_]+_filter)`/.exec(spoilt)?.[1] ?? "");
    return cases.some(({ event, expected }) => {
      const found = search.judge(event);
      return !("alerts" in found) || found.alerts !== expected;
    });
  } catch {
    return true;
  }
}

test.each([
  ["a lost guard before NOT of a function", /NOT \(isnotnull\(([^()]+)\)\s+AND (match|in)\(/, "NOT ($2("],
  ["NOT lost", /NOT \(/, "("],
  ["!= for NOT", /NOT \(isnotnull\(([^()]+)\)\s+AND \1="/, '($1!="'],
  ["OR for AND", /\n {4}AND /, "\n    OR "],
  ["AND for OR", / OR /, " AND "],
  ["a lost parenthesis around OR", /AND \(isnull\(errorCode\) OR in\(([^()]*)\)\)/, "AND isnull(errorCode) OR in($1)"],
  ["success forgotten", /, "success"\)/, ")"],
  ["a JSON null forgotten", /"", "null"\)/, '"")'],
  ["a lost end", /\\z/, ""],
  ["a lost beginning", /"\^/, '"'],
  ["a lost dot's escape", /(match\([^"]*"[^"]*)\\\./, "$1."],
  ["a lost (?i)", /\(\?i\)/, ""],
  ["a lost (?s)", /\(\?s\)/, ""],
  ["dotted names without quotes", /'(requestParameters\.[A-Za-z]+)'/, "$1"],
  ["another field", /'requestParameters\.[A-Za-z]+'/, "'requestParameters.other'"],
  ["a list's spelling lost", /\{\}/, ""],
  ["a comparison where a list may stand", /isnotnull\(mvfilter\(('[^']*\{\}[^']*'="[^"]*")\)\)/, "$1"],
  ["one text of several lost", /in\((eventName|eventSource), "[^"]*", /, "in($1, "],
  ["a number compared as text", /tonumber\(('[^']*')\)(<=|>=|<|>)(\d+)/, '$1$2"$3"'],
  ["the other order", />/, "<"],
  ["fields joined bare, so that numbers are equal", /\("="\.([^()]+)\)=\("="\.([^()]+)\)/, "$1=$2"],
  ["another network", /cidrmatch\("10\.0\.0\.0\/8"/, 'cidrmatch("11.0.0.0/8"'],
  ["elements lost", /if\(/, "if(NOT "],
  ["a where that is none", /\| where [\s\S]*\n/, ""],
])("found: %s", (_kind, pattern, by) => {
  const changed = texts.flatMap((text) => {
    const spoilt = spoil(text.search, pattern, by);
    return spoilt === text.search ? [] : [{ text, spoilt }];
  });
  expect(changed.length, "the mistake can be made at all").toBeGreaterThan(0);
  const found = changed.filter(({ text, spoilt }) => isFound(text, spoilt));
  expect(found.length).toBeGreaterThan(0);
});

test("found: a prefilter that is too narrow", () => {
  for (const [pattern, by] of [
    [/ OR eventName="[^"]*"/, ""],
    [/ OR /, " "],
    [/eventSource="[^"]*"/, 'eventSource="other.amazonaws.com"'],
  ] as const) {
    const changed = texts.map((text) => ({ text, spoilt: text.search.replace(pattern, by) }));
    expect(
      changed.filter(({ text, spoilt }) => spoilt !== text.search && isFound(text, spoilt)).length,
    ).toBeGreaterThan(0);
  }
});

test("found: rows that stats drops", () => {
  const changed = texts.map((text) => ({
    text,
    spoilt: text.search.replace(/coalesce\(('userIdentity.arn'), .*?\),\n/, "$1,\n"),
  }));
  expect(changed.some(({ text, spoilt }) => spoilt !== text.search && isFound(text, spoilt))).toBe(true);
});
