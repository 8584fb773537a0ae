import { test } from "vitest";
import { readdirSync, readFileSync } from "node:fs";
import { runPat } from "../../../src/targets/panther/engine/pat.ts";
test("x", { timeout: 300000 }, async () => {
  const d = "dist-rules/panther/rules/aws_cloudtrail_rules/";
  const files = readdirSync(d).map((n) => ({ path: "rules/aws_cloudtrail_rules/" + n, content: readFileSync(d + n, "utf8") }));
  let t = performance.now();
  console.log(await runPat(files), performance.now() - t);
  const f2 = files.slice(0, 8).map((f, i) => i === 0 ? { ...f, content: "def rule(event)\n" } : i === 2 ? { ...f, content: "def rule(event):\n    return 1\n" } : i === 5 ? { ...f, content: f.content + "Nope: 1\n" } : i==6 ? {path: "rules/x.py", content: "pass"}: f);
  console.log(JSON.stringify(await runPat(f2), null, 1));
});
