/**
 * The printed `where`, read by a small model of Splunk, gives the interpreter's verdict: for generated conditions and
 * events, but for events in which the declared deviations show.
 */
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { compactJson } from "../../../src/ir/compact-json.ts";
import { isObject, type JsonObject, type JsonValue, WrittenNumber } from "../../../src/ir/json.ts";
import { parseJson } from "../../../src/ir/parse-json.ts";
import type { Path, Subject } from "../../../src/ir/path.ts";
import { isAtom, type Predicate } from "../../../src/ir/predicate.ts";
import { walk } from "../../../src/ir/walk.ts";
import { holds } from "../../../src/semantics/compile-condition.ts";
import { loadRegexes } from "../../../src/semantics/match-regex.ts";
import { judge } from "../../../src/targets/kit/judge.ts";
import { capabilities } from "../../../src/targets/splunk/capabilities.ts";
import { ComputedFields } from "../../../src/targets/splunk/computed-fields.ts";
import { asksWhole } from "../../../src/targets/splunk/existence.ts";
import { lower } from "../../../src/targets/splunk/lower.ts";
import { prepare } from "../../../src/targets/splunk/prepare.ts";
import { layout, printCondition } from "../../../src/targets/splunk/print-expression.ts";
import { subjectsOf } from "../../../src/targets/splunk/reads-element.ts";
import { defineDerived } from "../../../src/targets/splunk/value-expression.ts";
import { derivedFields } from "../../laws/derived-fields.ts";
import { arbitraryCase, type GeneratorOptions, path } from "../../laws/generators.ts";
import { evaluate, fieldsOf, readExpression } from "./spl-model.ts";

beforeAll(loadRegexes);

/** Texts that stand for JSON where a condition opens them. */
const JSON_TEXTS = new Set([".policy", ".a.text"]);

/** Texts and keys of the event, with the path of each text. */
function visit(value: JsonValue, at: string, see: (value: JsonValue, at: string) => void): void {
  see(value, at);
  const held = typeof value === "string" && JSON_TEXTS.has(at) ? parseJson(value) : undefined;
  if (held && "value" in held) visit(held.value, `json(${at})`, see);
  if (Array.isArray(value)) for (const one of value) visit(one, `${at}[]`, see);
  else if (isObject(value)) for (const [key, one] of Object.entries(value)) visit(one, `${at}.${key}`, see);
}

/** Does the event show a declared deviation, or a text that is JSON where none is asked for? */
function deviates(event: JsonObject, existence: ReadonlySet<string>): boolean {
  const raw = compactJson(event);
  if (/"null\\*"|[\u212aſİı]|::ffff|"errorCode":"success"/i.test(raw)) return true;
  let odd = false;
  visit(event, "", (value, at) => {
    if (value instanceof WrittenNumber || (typeof value === "number" && !Number.isSafeInteger(value))) odd = true;
    if (typeof value === "string" && /^[[{]/.test(value) && !JSON_TEXTS.has(at)) odd = true;
    // The existence of an object or a list, where a field is asked for.
    if (typeof value === "object" && value !== null && existence.has(at)) odd = true;
  });
  return odd;
}

function pathsOf(subject: Subject): readonly Path[] {
  return subject.kind === "path"
    ? [subject]
    : subject.cases.flatMap(({ value }) => (value.kind === "text" ? [] : [value.path]));
}

/** Paths from the event that `exists` asks about, as `visit` writes them. */
function existencePaths(predicate: Predicate): Set<string> {
  const found = new Set<string>();
  walk(predicate, (one) => {
    // What a derived field is made of is asked too.
    if (isAtom(one)) {
      for (const subject of subjectsOf(one)) {
        if (subject.kind === "derived")
          for (const { when } of subject.cases) if (when) for (const at of existencePaths(when)) found.add(at);
      }
    }
    if (one.kind !== "exists") return;
    for (const asked of pathsOf(one.subject)) {
      // What may be an object is asked of the JSON text, where nothing is lost.
      if (one.subject.kind === "path" && asksWhole(asked)) continue;
      const { steps } = asked;
      const at = steps
        .map((step) => (step.kind === "key" ? `.${step.name}` : step.kind === "each" ? "[]" : ""))
        .join("");
      // `[]` may also be the value itself.
      found.add(at).add(at.replaceAll("[]", "")).add(`${at}[]`);
      for (let index = at.indexOf("[]"); index >= 0; index = at.indexOf("[]", index + 1))
        found.add(at.slice(0, index) + at.slice(index + 2));
    }
  });
  return found;
}

function checkAgainstInterpreter(options: GeneratorOptions, runs: number, least: number): void {
  let checked = 0;
  let positive = 0;
  fc.assert(
    fc.property(arbitraryCase(options, 8), ({ predicate, events }) => {
      const condition = prepare(predicate);
      if (judge(condition, capabilities).fidelity !== "exact") return;
      const computed = new ComputedFields();
      const where = printCondition(lower(condition, computed, defineDerived));
      const evals = computed.all.map(({ name, value }) => ({ name, text: layout(value, "    ") }));
      const node = readExpression(where);
      const existence = existencePaths(condition);
      for (const event of events) {
        if (deviates(event, existence)) continue;
        const expected = holds(predicate, event);
        const shown = `${evals.map(({ name, text }) => `| eval ${name}=${text}\n`).join("")}| where ${where}\n${compactJson(event)}`;
        for (const notOfNull of [null, true] as const) {
          const row = { fields: fieldsOf(event), notOfNull };
          try {
            for (const { name, text } of evals) row.fields.set(name, evaluate(readExpression(text), row));
            // A NULL at the end does not pass `where`.
            if ((evaluate(node, row) === true) !== expected)
              throw new Error(`not ${expected}, where NOT of NULL is ${notOfNull}`);
          } catch (error) {
            throw new Error(`${String(error)}\n${shown}`);
          }
        }
        checked++;
        if (expected) positive++;
      }
    }),
    { numRuns: runs },
  );
  expect(checked).toBeGreaterThan(least);
  expect(positive).toBeGreaterThan(least / 10);
}

const plainPaths = ["eventName", "userIdentity.type", "a.b", "errorCode", "a.c"].map((one) => path(one));
const texts = [
  "a",
  "b",
  "ab",
  "A",
  "aB",
  "k",
  "é",
  "😀",
  "a b",
  "*",
  "a?",
  "1",
  "01",
  "22",
  "true",
  "-",
  "10.0.0.1",
  'q"u',
  "b\\s",
  "`t`",
  "$x$",
  "a\nb",
  "[x",
  "%",
  "_",
];

test("every kind of test on plain fields", () =>
  checkAgainstInterpreter({ paths: plainPaths, lists: [], derived: [], texts }, 1500, 2000));

test("with derived fields", () =>
  checkAgainstInterpreter(
    {
      paths: plainPaths,
      lists: [],
      derived: derivedFields,
      texts: ["a", "success", "failure", "ConsoleLogin", "AssumedRole"],
    },
    1200,
    1500,
  ));

test("lists as fields", () =>
  checkAgainstInterpreter(
    { paths: ["list[]", "list[].k", "a.list[].items[].k", "a.b"].map((one) => path(one)), lists: [], texts },
    1200,
    1200,
  ));

test("quantifiers", () =>
  checkAgainstInterpreter(
    {
      paths: ["a.b", "eventName"].map((one) => path(one)),
      lists: ["list[]", "a.list[]"].map((one) => path(one)),
      members: ["k", "items[].k", "m.n"],
      texts: ["a", "b", "ab", "1", "true"],
      depth: 4,
    },
    2000,
    800,
  ));

test("JSON in texts", () =>
  checkAgainstInterpreter(
    {
      paths: ["json(policy).Statement[].Effect", "json(policy).Version", "json(a.text).x", "a.b"].map((one) =>
        path(one),
      ),
      lists: [path("json(policy).Statement[]")],
      members: ["Effect", "Action[]", "m.n"],
      texts: ["a", "b", "Allow", "1"],
    },
    1500,
    600,
  ));
