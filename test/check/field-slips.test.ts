import { expect, test } from "vitest";
import { editDistance } from "../../src/diagnostics/nearest.ts";
import { derivedFields } from "../../src/schema/derived.ts";
import { recordFields } from "../../src/schema/record.ts";
import { checkCondition } from "./support.ts";

const LETTERS = [..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"];

/** Every name one slip away: a letter left out, exchanged with its neighbour, replaced or put in. */
function slipsOf(name: string): string[] {
  const slips = new Set<string>();
  for (let at = 0; at <= name.length; at++) {
    slips.add(name.slice(0, at) + name.slice(at + 1));
    if (at + 1 < name.length) slips.add(name.slice(0, at) + name[at + 1] + name[at] + name.slice(at + 2));
    for (const letter of LETTERS) {
      slips.add(name.slice(0, at) + letter + name.slice(at + 1));
      slips.add(name.slice(0, at) + letter + name.slice(at));
    }
  }
  return [...slips].filter((slip) => /^[A-Za-z_]/.test(slip) && !recordFields().has(slip) && !derivedFields.has(slip));
}

test("every single-character slip of a top-level field is an error that names the field first, or among equals", () => {
  const wrong: string[] = [];
  let tried = 0;
  for (const name of recordFields().keys()) {
    for (const slip of slipsOf(name)) {
      tried++;
      const { diagnostics } = checkCondition(`${slip} exists`);
      const found = diagnostics.find((one) => one.code === "D2001");
      const named = [...(found?.help ?? "").matchAll(/`([^`]+)`/g)].map((match) => match[1] as string);
      const first = named[0];
      const equal =
        first !== undefined && editDistance(slip, first, 3) === editDistance(slip, name, 3) && named.includes(name);
      if (found?.severity !== "error" || (first !== name && !equal)) wrong.push(`${slip} (of ${name}): ${found?.help}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(tried).toBeGreaterThan(10_000);
});
