/** The page of declared deviations says what the code says: each of them, and on which platforms. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { deviations } from "../../src/cases/deviations.ts";
import { targets } from "../../src/targets/index.ts";

test("docs/deviations.md names every deviation and its platforms, and no other", () => {
  const page = readFileSync(new URL("../../docs/deviations.md", import.meta.url), "utf8");
  const cellsOf = (line: string) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim());
  const table = page.split("\n").filter((line) => line.startsWith("|"));
  const [, ...names] = cellsOf(table[0] ?? "");
  const rows = table.slice(2).map((line) => {
    const [id = "", ...marks] = cellsOf(line);
    return `${id.replaceAll("`", "")}: ${names.filter((_, at) => marks[at] === "yes").join(", ")}`;
  });
  const declared = deviations().map(({ id }) => {
    const on = targets.filter((target) => target.deviations.includes(id)).map((target) => target.name);
    return `${id}: ${on.join(", ")}`;
  });
  expect(rows).toEqual(declared);
});
