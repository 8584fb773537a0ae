/** The rule library and slips in it: nothing is reported of it as it is, and nearly every slip is. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { editDistance } from "../../src/diagnostics/nearest.ts";
import { checkWithModel, OF_THE_MODEL } from "./operations-support.ts";

const root = fileURLToPath(new URL("../../rules/", import.meta.url));
const paths = (readdirSync(root, { recursive: true }) as string[]).filter((one) => one.endsWith(".tocsin")).sort();
const texts = new Map(paths.map((path) => [path, readFileSync(join(root, path), "utf8")]));
const lists = (readdirSync(root, { recursive: true }) as string[]).filter((one) => one.endsWith(".txt"));
const libraries = Object.fromEntries([
  ...[...texts].filter(([path]) => path.startsWith("lib/")),
  ...lists.map((path) => [path, readFileSync(join(root, path), "utf8")] as const),
]);
const rules = [...texts].filter(([path]) => !path.startsWith("lib/"));

const reports = (text: string) => checkWithModel(text, libraries).filter((one) => OF_THE_MODEL.test(one.code));

test("nothing is reported of the library as it is", () => {
  const found = [...texts].flatMap(([path, text]) => reports(text).map((one) => `${path}: ${one.code} ${one.message}`));
  expect(found).toEqual([]);
  expect(rules.length).toBeGreaterThan(40);
});

/** Numbers that look random and are the same in every run. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

function slipOf(name: string, next: (below: number) => number): string {
  const at = next(name.length);
  const letter = LETTERS[next(LETTERS.length)] as string;
  const [before, after] = [name.slice(0, at), name.slice(at + 1)];
  const kind = next(4);
  if (kind === 0) return before + after;
  if (kind === 1) return before + letter + after;
  if (kind === 2) return before + letter + name.slice(at);
  return at + 1 < name.length ? before + name[at + 1] + name[at] + name.slice(at + 2) : before + letter + after;
}

interface Place {
  readonly text: string;
  readonly name: string;
  readonly start: number;
}

/** The names in the conditions of the rules: operations in quotes, parameters after a dot. */
function placesOf(kind: "operation" | "parameter"): Place[] {
  return rules.flatMap(([, text]) => {
    const from = text.search(/^ {2}(?:let|when) /m);
    const to = text.search(/^ {2}(?:event|test) /m);
    const part = text.slice(from, to);
    const pattern = kind === "operation" ? /"([A-Z][A-Za-z]{3,}[a-z])"/g : /(?<=requestParameters\.)([a-zA-Z]{3,})\b/g;
    return [...part.matchAll(pattern)]
      .map((match) => ({
        text,
        name: match[1] as string,
        start: from + (match.index as number) + (match[0].startsWith('"') ? 1 : 0),
      }))
      .filter(
        ({ start }) =>
          kind === "parameter" ||
          /eventName (?:==|!=|starts with) "$/.test(text.slice(0, start)) ||
          isListOfNames(text, start),
      );
  });
}

/** Does the list that this text is in belong to `eventName`? */
function isListOfNames(text: string, start: number): boolean {
  const before = text.slice(0, start);
  return /eventName in \[[^\]]*$/.test(before);
}

function measure(kind: "operation" | "parameter") {
  const next = random(kind === "operation" ? 11 : 12);
  const places = placesOf(kind);
  const tried: { readonly slip: string; readonly name: string; readonly reported: boolean; readonly first: boolean }[] =
    [];
  while (tried.length < 500) {
    const { text, name, start } = places[next(places.length)] as Place;
    const slip = slipOf(name, next);
    if (slip === name || !/^[A-Za-z]+$/.test(slip)) continue;
    const broken = text.slice(0, start) + slip + text.slice(start + name.length);
    const found = reports(broken).filter((one) => one.message.includes(slip));
    const named = found.flatMap((one) =>
      [...(one.help ?? "").matchAll(/`([^`]+)`/g)].map((match) => match[1] as string),
    );
    const first = named[0];
    const isEqual =
      first !== undefined && named.includes(name) && editDistance(slip, first, 3) === editDistance(slip, name, 3);
    tried.push({ slip, name, reported: found.length > 0, first: first === name || isEqual });
  }
  return {
    tried,
    reported: tried.filter((one) => one.reported).length,
    first: tried.filter((one) => one.first).length,
  };
}

test.each(["operation", "parameter"] as const)(
  "of 500 slips in %s names 99 % are reported, 95 % with the right name first",
  (kind) => {
    const { tried, reported, first } = measure(kind);
    const missed = tried
      .filter((one) => !one.reported || !one.first)
      .map((one) => `${one.slip} (of ${one.name}) ${one.reported ? "not first" : "not reported"}`);
    expect(reported, missed.join("\n")).toBeGreaterThanOrEqual(495);
    expect(first, missed.join("\n")).toBeGreaterThanOrEqual(475);
  },
);
