/** What reading a log gives, one for each record that was found in it. */
import type { JsonObject } from "../ir/json.ts";

/**
 * A record: accepted as an event, or rejected, and why. `place` is where in its file it stands: `line 3`,
 * `Records[17]`; empty where it is the whole file.
 */
export type LogItem =
  | { readonly kind: "event"; readonly event: JsonObject; readonly place: string }
  | { readonly kind: "rejected"; readonly why: string; readonly place: string };

/** The place of a part of something that has a place itself. */
export function placeWithin(place: string, part: string): string {
  return place === "" || part === "" ? `${place}${part}` : `${place}, ${part}`;
}
