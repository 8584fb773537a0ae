/**
 * Every test that can be asked, by the cell that it is of a target: so that a run asks each of them often enough, and can
 * say which cells there are.
 */
import type { Rule } from "../../../src/ir/rule.ts";
import type { Target } from "../../../src/targets/target.ts";
import { cellsOf, languageOf } from "./cells.ts";
import { listPlaces, memberPlaces, objectPlaces, otherPlaces, type Place, recordPlaces, timePlaces } from "./places.ts";
import { type OperatorKind, operatorsAt, testText } from "./random-condition.ts";
import { ruleFromText, settings } from "./rule-from-text.ts";
import { SeededChooser } from "./seeded-chooser.ts";

/** A test at a place, made anew each time. */
export type MakeTest = (chooser: SeededChooser) => string;

const OTHER_FIELDS = [
  "userIdentity.userName",
  "requestParameters.userName",
  "eventName",
  "requestParameters.names[]",
  "actor",
];

function maker(place: Place, operator: OperatorKind, nocase: boolean | undefined, list: string | undefined): MakeTest {
  return (chooser) => {
    const path = list === undefined ? place.path : `e${place.path}`;
    const test = testText(chooser, place, operator, path, () => chooser.pick(OTHER_FIELDS), nocase);
    return list === undefined ? test : `${chooser.percent(70) ? "any" : "all"} e in ${list} (${test})`;
  };
}

const NO_CASE: ReadonlySet<OperatorKind> = new Set(["number", "time", "cidr", "is ip", "exists"]);

function makersAt(place: Place, list?: string): MakeTest[] {
  return [...new Set(operatorsAt(place.kind))].flatMap((operator) => {
    const hasCase = !NO_CASE.has(operator) && place.kind !== "boolean" && place.kind !== "time";
    return (hasCase ? [false, true] : [undefined]).map((nocase) => maker(place, operator, nocase, list));
  });
}

/** All of them, a few for each place. */
export function allTests(): readonly MakeTest[] {
  const places = new Map<string, Place>();
  for (const place of [...recordPlaces, ...timePlaces, ...memberPlaces, ...otherPlaces, ...objectPlaces])
    places.set(place.path, place);
  return [
    ...[...places.values()].flatMap((place) => makersAt(place)),
    ...listPlaces.flatMap((list) => list.members.flatMap((place) => makersAt(place, list.path))),
  ];
}

/** A cell of a target, and what asks for it. */
export interface Cell {
  readonly name: string;
  readonly makers: MakeTest[];
  /** What the rule says of the language. */
  readonly block: string;
}

/** What a block of the rule says to a target that has more than one language. */
export const BLOCKS = ["", "elastic { language = kql }"] as const;

interface Sample {
  readonly maker: MakeTest;
  readonly block: string;
  readonly rule: Rule;
}

let samples: readonly Sample[] | undefined;

function allSamples(): readonly Sample[] {
  samples ??= allTests().flatMap((maker, index) =>
    BLOCKS.flatMap((block) => {
      for (let seed = 0; seed < 4; seed++) {
        const rule = ruleFromText(maker(new SeededChooser(1000 * index + seed)), block);
        if (!("refused" in rule)) return [{ maker, block, rule }];
      }
      return [];
    }),
  );
  return samples;
}

/** The cells that a target can say, found by asking it. */
export function cellsOfTarget(target: Target): ReadonlyMap<string, Cell> {
  const cells = new Map<string, Cell>();
  for (const { maker, block, rule } of allSamples()) {
    const emitted = target.compile(rule, settings);
    if (emitted.files.length === 0) continue;
    const language = languageOf(emitted.files[0]?.content ?? "");
    // Without a second language a block says nothing.
    if (block !== "" && language === "") continue;
    for (const name of cellsOf(rule.condition, language)) {
      const known = cells.get(name);
      if (known) known.makers.push(maker);
      else cells.set(name, { name, makers: [maker], block });
    }
  }
  return cells;
}
