/** In: a name that nothing has, and those that there are. Out: the end of a sentence: ` Nearest: a, b.`, or nothing. */
import { cleanText } from "../diagnostics/clean-text.ts";
import { nearestNames } from "../diagnostics/nearest.ts";

const MOST = 4;

/** The names that end in a part that is the one asked for (`TrailStopped` of `AWS.CloudTrail.TrailStopped`), then the nearest. */
export function nearestOf(name: string, names: readonly string[]): readonly string[] {
  const folded = name.toLowerCase();
  const byPart = names.filter((one) => one.toLowerCase().split(".").at(-1) === folded);
  return [...new Set([...byPart, ...nearestNames(name, names, MOST)])].slice(0, MOST);
}

export function hintOf(nearest: readonly string[]): string {
  return nearest.length > 0 ? ` Nearest: ${nearest.map(cleanText).join(", ")}.` : "";
}

export function nearestHint(name: string, names: readonly string[]): string {
  return hintOf(nearestOf(name, names));
}
