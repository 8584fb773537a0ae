/**
 * Points that Splunk's documentation leaves open, and *worlds*: a world is one way to read all of them. A search runs in
 * the likeliest world first and notes each open point that it comes past; where another reading gives another verdict,
 * the search rests on something that nobody promised, and there is no verdict but an error that names the point.
 */
import { SplError } from "../spl-error.ts";

/** One bit per open point. Set in a world, the second reading holds. */
export const openPoints = {
  notOverMissing: 1,
  numberLikeTexts: 2,
  lettersBeyondAscii: 4,
  jsonNull: 8,
  emptyText: 16,
  regexCharacters: 32,
  jsonBoolean: 64,
  nullInList: 128,
  bracesOnOne: 256,
  oddAddress: 512,
} as const;

export type OpenPoint = keyof typeof openPoints;

/** What each point is about: the first reading, then the second. */
export const openPointTexts: { readonly [point in OpenPoint]: string } = {
  notOverMissing: "NOT over a function of a missing field is true, or is not",
  numberLikeTexts: "texts that look like numbers are compared as numbers, or as texts",
  lettersBeyondAscii: "case is ignored for ASCII letters only, or for all",
  jsonNull: "a JSON null is a field that holds the text null, or no field",
  emptyText: "an empty JSON string is a field that holds an empty text, or no field",
  regexCharacters: "a regex reads characters, or the bytes of UTF-8",
  jsonBoolean: "a boolean out of json_extract counts as its text, or can't be used as one",
  nullInList: "json_array_to_mv makes the text null of a null, or leaves it out",
  bracesOnOne: "`{}` on what is no list finds nothing, or the thing itself",
  oddAddress: "cidrmatch takes oddly written addresses for none, or reads them",
};

/** What a running search carries with it. */
export interface WorldRun {
  /** The points of which the second reading holds. */
  world: number;
  /** The points that the search came past. */
  touched: number;
}

/** Does the second reading of an open point hold here? Asking is what makes the point count. */
export function secondReading(run: WorldRun, point: OpenPoint): boolean {
  const bit = openPoints[point];
  run.touched |= bit;
  return (run.world & bit) !== 0;
}

const MOST_WORLDS = 64;

/** Runs in every world that the search itself can tell apart. The verdict that all of them share, or why there is none. */
export function verdictOfAllWorlds<Run extends WorldRun>(
  run: Run,
  judge: (run: Run) => boolean,
): boolean | { readonly error: string; readonly undocumented: true } {
  run.world = 0;
  run.touched = 0;
  const first = judge(run);
  if (run.touched === 0) return first;
  const seen = new Set([0]);
  const waiting = neighbours(0, run.touched, seen);
  for (let world = waiting.pop(); world !== undefined; world = waiting.pop()) {
    run.world = world;
    run.touched = 0;
    if (verdictOrNone(run, judge) !== first)
      return { error: `the verdict depends on undocumented behaviour: ${describe(world)}`, undocumented: true };
    if (seen.size < MOST_WORLDS) waiting.push(...neighbours(world, run.touched, seen));
  }
  return first;
}

/** In another world a search may come upon what it can't do: no verdict, and so another one. */
function verdictOrNone<Run extends WorldRun>(run: Run, judge: (run: Run) => boolean): boolean | undefined {
  try {
    return judge(run);
  } catch (error) {
    if (error instanceof SplError) return undefined;
    throw error;
  }
}

/** The worlds that differ from one in a single point that was touched there, less those seen before. */
function neighbours(world: number, touched: number, seen: Set<number>): number[] {
  const found: number[] = [];
  for (let bit = 1; bit <= touched; bit <<= 1) {
    const next = world | bit;
    if ((touched & bit) === 0 || seen.has(next)) continue;
    seen.add(next);
    found.push(next);
  }
  return found;
}

function describe(world: number): string {
  const names = (Object.keys(openPoints) as OpenPoint[]).filter((point) => (world & openPoints[point]) !== 0);
  return names.map((point) => openPointTexts[point]).join("; ");
}
