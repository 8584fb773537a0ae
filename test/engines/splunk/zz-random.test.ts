import { test } from "vitest";
import fc from "fast-check";
import { loadRegexes } from "../../../src/semantics/match-regex.ts";
import { compileCondition } from "../../../src/semantics/compile-condition.ts";
import { deviationFor } from "../../../src/cases/deviations.ts";
import { loadSearch } from "../../../src/targets/splunk/engine/load-search.ts";
import { splunk } from "../../../src/targets/splunk/index.ts";
import { rule, settings } from "../../targets/splunk/build.ts";
import { arbitraryCase, path } from "../../laws/generators.ts";
import { compactJson } from "../../../src/ir/compact-json.ts";
import { showPredicate } from "../../../src/ir/show.ts";
import { parse } from "yaml";

const options = JSON.parse(process.env["OPT"] ?? "{}");
if (options.paths) options.paths = options.paths.map((p: string) => path(p));
test("random", async () => {
  await loadRegexes();
  const base = rule({
    tests:
      'test "x" alerts { "eventSource": "cloudtrail.amazonaws.com", "eventName": "StopLogging" }\n test "y" ignores { }',
  });
  const cases = fc.sample(arbitraryCase(options, 8), {
    numRuns: Number(process.env["RUNS"] ?? 2000),
    seed: Number(process.env["SEED"] ?? 1),
  });
  const tally: Record<string, number> = {};
  const shown: Record<string, number> = {};
  let exact = 0,
    pairs = 0,
    pos = 0,
    refused = 0;
  for (const { predicate, events } of cases) {
    let emitted;
    try {
      emitted = splunk.compile({ ...base, condition: predicate }, settings);
    } catch (e) {
      tally["COMPILE " + String(e).slice(0, 80)] = (tally["COMPILE " + String(e).slice(0, 80)] ?? 0) + 1;
      continue;
    }
    if (emitted.files.length === 0 || emitted.judgement.fidelity !== "exact") {
      refused++;
      continue;
    }
    exact++;
    let search;
    try {
      search = await loadSearch(emitted.files);
    } catch (e) {
      const k = "LOAD " + String((e as Error).message).slice(0, 100);
      tally[k] = (tally[k] ?? 0) + 1;
      if ((shown[k] = (shown[k] ?? 0) + 1) <= 2)
        console.log(
          k,
          (e as Error).stack?.slice(0, 400),
          "\n",
          parse(emitted.files.find((f) => f.path.endsWith(".yml"))!.content).search.split("| eval user=")[0],
        );
      continue;
    }
    const holds = compileCondition(predicate);
    for (const event of events) {
      pairs++;
      const expected = holds(event);
      if (expected) pos++;
      const found = search.judge(event);
      const got = "error" in found ? found.error : found.alerts;
      if (JSON.stringify(search.withoutPrefilter(event)) !== JSON.stringify(found))
        tally["PREFILTER"] = (tally["PREFILTER"] ?? 0) + 1;
      if (got === expected) continue;
      const dev = deviationFor(
        ["shape", "void-text", "fraction", "type", "folding", "key-case", "length", "odd-address", "character-bytes"],
        predicate,
        event,
      );
      const k = `expected ${typeof got === "string" ? "" : expected} found ${got} dev ${dev?.id}`;
      tally[k] = (tally[k] ?? 0) + 1;
      if (!dev && (shown[k] = (shown[k] ?? 0) + 1) <= Number(process.env["SHOW"] ?? 3))
        console.log(
          "DIFF",
          k,
          "\n",
          showPredicate(predicate),
          "\n",
          compactJson(event),
          "\n",
          parse(emitted.files.find((f) => f.path.endsWith(".yml"))!.content).search.split("| eval user=")[0],
        );
    }
  }
  console.log(JSON.stringify({ exact, refused, pairs, pos, tally }, null, 1));
}, 600000);
