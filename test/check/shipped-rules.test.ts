/** The rules of this repository: each condition decides in some test, and together they use the whole language. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { checkFile } from "../../src/check/check-file.ts";
import { Report } from "../../src/diagnostics/problem.ts";
import type { JsonObject } from "../../src/ir/json.ts";
import type { Subject } from "../../src/ir/path.ts";
import type { Atom, Predicate } from "../../src/ir/predicate.ts";
import type { Rule } from "../../src/ir/rule.ts";
import { showPredicate } from "../../src/ir/show.ts";
import { mapAtoms, walk } from "../../src/ir/walk.ts";
import { derivedFields } from "../../src/schema/derived.ts";
import { compileCondition } from "../../src/semantics/compile-condition.ts";
import { loadRegexes } from "../../src/semantics/match-regex.ts";
import { parseFile } from "../../src/syntax/parse-file.ts";
import { targets } from "../../src/targets/index.ts";

const root = fileURLToPath(new URL("../../rules/", import.meta.url));
const textAt = (path: string) => readFileSync(join(root, path), "utf8");
const paths = readdirSync(join(root, "aws"), { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".tocsin"))
  .map((path) => `aws/${path.replaceAll("\\", "/")}`)
  .sort();

const report = new Report();
const context = {
  fileAt: (path: string) => parseFile({ path, text: textAt(path) }, report),
  listAt: (path: string) => ({ source: { path, text: textAt(path) } }),
  platforms: new Map(targets.map((target) => [target.id, target.validateBlock])),
  defaults: {},
};
const rules: readonly Rule[] = paths.flatMap((path) =>
  checkFile(parseFile({ path, text: textAt(path) }, report), context, report),
);

const eventsOf = (rule: Rule): JsonObject[] =>
  rule.tests.flatMap(({ input }) => (input.kind === "event" ? [input.event] : []));

function atomsOf(condition: Predicate): Atom[] {
  const atoms: Atom[] = [];
  mapAtoms(condition, (atom) => {
    atoms.push(atom);
    return atom;
  });
  return atoms;
}

/** Atoms that no event can need, and why they are written. */
const NEEDLESS: { readonly [rule: string]: readonly string[] } = {
  // Redundant beside `missing or …`: written so that no reader has to know what `!=` means without a value.
  "AWS.IAM.AccessKeyForAnotherUser": ["userIdentity.userName exists: always"],
};

/** The condition with the atom at a place changed. */
function withAtom(condition: Predicate, place: number, change: (atom: Atom) => Predicate): Predicate {
  let at = 0;
  return mapAtoms(condition, (atom) => (at++ === place ? change(atom) : atom));
}

beforeAll(() => loadRegexes());

describe("each condition decides in a test of its rule:", () => {
  for (const rule of rules) {
    test(rule.id, () => {
      const events = eventsOf(rule);
      const usual = events.map(compileCondition(rule.condition));
      const isNoticed = (changed: Predicate) => {
        const verdict = compileCondition(changed);
        return events.some((event, index) => verdict(event) !== usual[index]);
      };
      const unnoticed: string[] = [];
      atomsOf(rule.condition).forEach((atom, place) => {
        for (const value of [true, false]) {
          const fixed = () => ({ kind: "constant", value, origin: atom.origin }) as const;
          if (!isNoticed(withAtom(rule.condition, place, fixed)))
            unnoticed.push(`${showPredicate(atom)}: ${value ? "always" : "never"}`);
        }
      });
      expect(unnoticed).toEqual(NEEDLESS[rule.id] ?? []);
    });
  }
});

/** The subjects of a condition, those of its quantifiers' lists among them. */
function subjectsOf(condition: Predicate): Subject[] {
  const subjects: Subject[] = [];
  walk(condition, (node) => {
    if ("subject" in node) subjects.push(node.subject);
    if ("other" in node) subjects.push(node.other);
    if ("list" in node) subjects.push(node.list);
  });
  return subjects;
}

describe("together the rules use", () => {
  /** The rules' own, and those of their alerts' titles, keys and severities. */
  const conditions = rules.flatMap(({ condition, alert }) => [
    condition,
    ...[...alert.title, ...(alert.key ?? []), ...alert.severity].flatMap(({ when }) => when ?? []),
  ]);
  const nodes = (found: Predicate[] = []) => {
    for (const condition of conditions) walk(condition, (node) => found.push(node));
    return found;
  };
  const subjects = conditions.flatMap(subjectsOf);

  test("every kind of condition that the language has", () => {
    const kinds: { readonly [K in Exclude<Predicate["kind"], "constant">]: true } = {
      all: true,
      any: true,
      not: true,
      equals: true,
      contains: true,
      containsAll: true,
      startsWith: true,
      endsWith: true,
      like: true,
      matches: true,
      numberOrder: true,
      timeOrder: true,
      inNetwork: true,
      isAddress: true,
      exists: true,
      fieldCompare: true,
      some: true,
      every: true,
    };
    expect([...new Set(nodes().map((node) => node.kind))].sort()).toEqual(Object.keys(kinds).sort());
  });

  test("every relation of two fields, letter case ignored and not", () => {
    const relations = nodes().flatMap((node) => (node.kind === "fieldCompare" ? [node.relation] : []));
    expect(new Set(relations)).toEqual(new Set(["equals", "contains", "startsWith", "endsWith"]));
    for (const nocase of [true, false])
      expect(nodes().some((node) => node.kind === "fieldCompare" && node.nocase === nocase)).toBe(true);
    expect(nodes().some((node) => node.kind === "contains" && node.nocase)).toBe(true);
  });

  test("every derived field, every step of a path, and JSON kept as text", () => {
    const derived = subjects.flatMap((one) => (one.kind === "derived" ? [one.name] : []));
    expect(new Set(derived)).toEqual(new Set(derivedFields.keys()));
    const steps = subjects.flatMap((one) => (one.kind === "path" ? one.steps.map((step) => step.kind) : []));
    expect(new Set(steps)).toEqual(new Set(["key", "each", "json"]));
  });
});

describe("each rule", () => {
  for (const rule of rules) {
    test(`${rule.id} is complete: at least four tests of both kinds, and all that an analyst needs`, () => {
      const { metadata, alert, tests } = rule;
      expect(tests.length).toBeGreaterThanOrEqual(4);
      expect(new Set(tests.map((one) => one.expect))).toEqual(new Set(["alerts", "ignores"]));
      for (const list of [metadata.attack, metadata.references, metadata.falsePositives, alert.key, alert.context])
        expect(list?.length ?? 0).toBeGreaterThan(0);
      expect(metadata.runbook?.value).toMatch(/^1\. /);
      expect(metadata.description.value.length).toBeGreaterThan(80);
    });
  }

  test("has a title, and a name of its file, that no other has", () => {
    const titles = rules.map((rule) => rule.metadata.title.value.toLowerCase());
    expect(new Set(titles).size).toBe(rules.length);
    expect(rules.length).toBe(paths.length);
    expect(report.diagnostics.filter((one) => one.severity !== "hint")).toEqual([]);
  });

  test("refers to pages by https, and to those techniques of ATT&CK that it is mapped to", () => {
    for (const { id, metadata } of rules) {
      for (const [address] of metadata.references
        .map((one) => one.value)
        .join(" ")
        .matchAll(/\S+/g))
        expect(address, id).toMatch(/^https:\/\/[a-z0-9.-]+\/\S*$/);
      const pages = metadata.attack.map(({ technique, tactic }) => (technique ?? tactic).id);
      for (const { value } of metadata.references) {
        const page = /attack\.mitre\.org\/techniques\/(T\d+)(?:\/(\d+))?/.exec(value);
        if (page) expect(pages, `${id}: ${value}`).toContain(page[2] ? `${page[1]}.${page[2]}` : page[1]);
      }
    }
  });
});
