/** The page of declared deviations says what the code says: each of them, and on which platforms. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { deviations } from "../../src/cases/deviations.ts";
import { targets } from "../../src/targets/index.ts";

test("docs/deviations.md names every deviation and its platforms, and no other", () => {
  const page = readFileSync(new URL("../../docs/deviations.md", import.meta.url), "utf8");
  const rows = [...page.matchAll(/^\| `([a-z-]+)` +\| ([^|]+?) +\| (.+?) +\|$/gm)].map(
    ([, name, on]) => `${name}: ${on}`,
  );
  const declared = deviations().map(({ id }) => {
    const on = targets.filter((target) => target.deviations.includes(id)).map((target) => target.name);
    return `${id}: ${on.join(", ")}`;
  });
  expect(rows).toEqual(declared);
});
