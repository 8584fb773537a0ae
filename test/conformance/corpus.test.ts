import { expect, test } from "vitest";
import { makeCorpus } from "./make.ts";
test("x", () => {
  const corpus = makeCorpus();
  let n = 0;
  const ids = new Set<string>();
  for (const [group, cases] of corpus) { console.log(group, cases.length, cases.filter(c => c.verdict).length); n += cases.length; for (const c of cases) { if (ids.has(c.id)) console.log("dup", c.id); ids.add(c.id);} }
  console.log(n);
  expect(n).toBeGreaterThan(0);
});
