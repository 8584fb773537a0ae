/** lower() and upper(). Whether they change letters beyond ASCII is not documented (Search Reference, Text functions). */
import { secondReading, type WorldRun } from "./worlds.ts";

const BEYOND_ASCII = /[^\0-\x7f]/;

export function lower(run: WorldRun, text: string): string {
  const all = text.toLowerCase();
  if (!BEYOND_ASCII.test(text)) return all;
  const ascii = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return all === ascii || !secondReading(run, "lettersBeyondAscii") ? ascii : all;
}

export function upper(run: WorldRun, text: string): string {
  const all = text.toUpperCase();
  if (!BEYOND_ASCII.test(text)) return all;
  const ascii = text.replace(/[a-z]/g, (letter) => letter.toUpperCase());
  return all === ascii || !secondReading(run, "lettersBeyondAscii") ? ascii : all;
}
