/** In: good texts. Out: such texts with words and signs dropped, doubled, swapped, cut off, or put in from elsewhere. */
import fc from "fast-check";

const SCRAPS =
  '{ } [ ] ( ) , . : = == != < >= ?? && || ! ; ? / // /* " \' """ \\ # @ ` $ * + - _ é \u0000 \u001b \u202e \u200b \ufeff \ud800 0 1 01 -1 1e5 1e400 99999999999999999999 2026-02-30 2026-11-22 5m T1078 TA0001:T1 rule when unless alert event test let source import tune and or not any all in cidr contains starts with ends like matches exists missing is ip nocase as json json( null true false lines( group by having __proto__ constructor eventName userIdentity requestParameters aws.cloudtrail /a+/ /(a+)+/ {x} {{ \\u0000 \\ud800 \n \r\n \t'.split(
    " ",
  );

type Change = readonly [
  place: number,
  kind: "drop" | "double" | "swap" | "put" | "cut" | "steal",
  scrap: string,
  from: number,
];

const changes: fc.Arbitrary<readonly Change[]> = fc.array(
  fc.tuple(
    fc.nat(),
    fc.constantFrom("drop", "double", "swap", "put", "cut", "steal"),
    fc.oneof(fc.constantFrom(...SCRAPS), fc.string({ unit: "binary", maxLength: 5 })),
    fc.nat(),
  ),
  { minLength: 1, maxLength: 8 },
);

const pieces = (text: string) => text.match(/\w+|\s+|"(?:[^"\\\n]|\\.)*"|[^\w\s]/g) ?? [];

function mangle(text: string, made: readonly Change[]): string {
  const parts: string[] = pieces(text);
  for (const [place, kind, scrap, from] of made) {
    const at = parts.length === 0 ? 0 : place % parts.length;
    if (kind === "drop") parts.splice(at, 1);
    else if (kind === "double") parts.splice(at, 0, parts[at] ?? scrap);
    else if (kind === "swap") parts.splice(at, 2, parts[at + 1] ?? "", parts[at] ?? "");
    else if (kind === "put") parts.splice(at, 0, scrap);
    else if (kind === "steal") parts.splice(at, 1, parts[from % Math.max(1, parts.length)] ?? scrap);
    else parts.splice(at, place % 30);
  }
  return parts.join("");
}

export const mangled = (texts: readonly string[]): fc.Arbitrary<string> =>
  fc.tuple(fc.constantFrom(...texts), changes).map(([text, made]) => mangle(text, made));

/** Bytes as a text: whatever a file may hold that is UTF-8. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString("latin1")),
  fc.array(fc.constantFrom(...SCRAPS), { maxLength: 60 }).map((words) => words.join(" ")),
);
