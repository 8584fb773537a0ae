import { test } from "vitest";
import { loadRegexes } from "../../../src/semantics/match-regex.ts";
import { compileCondition } from "../../../src/semantics/compile-condition.ts";
import { findWitnesses } from "../../../src/reason/witnesses.ts";
import { deviationFor } from "../../../src/cases/deviations.ts";
import { loadSearch } from "../../../src/targets/splunk/engine/load-search.ts";
import { library, realEvents } from "./library.ts";
import { compactJson } from "../../../src/ir/compact-json.ts";

test("explore", async () => {
  await loadRegexes();
  const { rules, files } = await library();
  const shared = files.filter((f) => /\.conf$|macros\//.test(f.path));
  const real = realEvents();
  console.log("real", real.length);
  let pairs = 0;
  let spent = 0;
  for (const { rule, files: own } of rules) {
    let search;
    try {
      search = await loadSearch([...own, ...shared]);
    } catch (e) {
      console.log("LOAD", rule.id, String((e as Error).stack).slice(0, 300));
      continue;
    }
    const holds = compileCondition(rule.condition);
    const tests = rule.tests.flatMap((t) =>
      t.input.kind === "event" ? [{ about: "test " + t.name, event: t.input.event }] : [],
    );
    const wit = findWitnesses(rule.condition).witnesses;
    const all = [...tests, ...wit, ...real.map((event) => ({ about: "real", event }))];
    const tally: Record<string, number> = {};
    let shown = 0;
    for (const { about, event } of all) {
      const expected = holds(event);
      const start = performance.now();
      const found = search.judge(event);
      spent += performance.now() - start;
      pairs++;
      const got = "error" in found ? found.error : found.alerts;
      const without = search.withoutPrefilter(event);
      if (JSON.stringify(without) !== JSON.stringify(found)) {
        tally["PREFILTER"] = (tally["PREFILTER"] ?? 0) + 1;
      }
      if (got === expected) continue;
      const dev = deviationFor(
        ["shape", "void-text", "fraction", "type", "folding", "key-case", "length", "odd-address", "character-bytes"],
        rule.condition,
        event,
      );
      const key = `${about.slice(0, 30)} expected ${expected} found ${got} dev ${dev?.id}`;
      tally[key] = (tally[key] ?? 0) + 1;
      if (!dev && tally[key] <= 1 && shown++ < 6)
        console.log(
          "DIFF",
          rule.id,
          "|",
          about,
          "| expected",
          expected,
          "found",
          got,
          "\n  ",
          compactJson(event).slice(0, 900),
        );
    }
    if (Object.keys(tally).length) console.log(rule.id, all.length, JSON.stringify(tally, null, 1));
  }
  console.log("pairs", pairs, "per second", Math.round(pairs / (spent / 1000)));
}, 600000);
