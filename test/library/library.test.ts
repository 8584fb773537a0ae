/** The library's three functions, from the sources. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type CompiledRule, compile, evaluate, format } from "../../src/library/index.ts";

const RULE = `rule AWS.IAM.UserMade {
  title       = "A user was made"
  description = "Someone made a user."
  severity    = low
  created     = 2026-01-01

  source aws.cloudtrail

  when eventSource == "iam.amazonaws.com"
   and eventName == "CreateUser"
   and requestParameters.userName matches /^adm/

  alert {
    title = "{userIdentity.arn} made {requestParameters.userName}"
  }
}
`;
const HIT = {
  eventSource: "iam.amazonaws.com",
  eventName: "CreateUser",
  requestParameters: { userName: "admin2" },
  userIdentity: { arn: "arn:aws:iam::111122223333:user/eve" },
};

async function onlyRule(): Promise<CompiledRule> {
  const { rules } = await compile(RULE, { pack: { author: "Security" } });
  return rules[0] as CompiledRule;
}

describe("compile", () => {
  test("gives the rule, what each target makes of it, and the packs", async () => {
    const { ok, problems, rules, packs } = await compile(RULE, { pack: { author: "Security" } });
    expect(problems.map(({ slug, severity }) => [slug, severity])).toEqual([["no-tests", "warning"]]);
    expect(ok).toBe(true);
    expect(rules.map(({ id, path }) => [id, path])).toEqual([["AWS.IAM.UserMade", "rule.tocsin"]]);
    expect(Object.keys(packs)).toEqual(["panther", "elastic", "splunk"]);
    for (const { files } of rules[0]?.emitted ?? []) for (const file of files) expect(file.content).not.toBe("");
    expect(packs.panther?.map(({ path }) => path)).toContain("rules/aws_cloudtrail_rules/aws_iam_user_made.py");
  });

  test("says why a target is not exact", async () => {
    const { rules, ok } = await compile(RULE.replace("userName matches /^adm/", 'path contains "dmin"'));
    const elastic = rules[0]?.emitted.find(({ target }) => target === "elastic");
    expect(elastic?.fidelity).not.toBe("exact");
    expect(elastic?.reasons.join(" ")).toMatch(/\w+/);
    expect(ok).toBe(false);
  });

  test("only for the targets that are named", async () => {
    const { packs, rules } = await compile(RULE, { targets: ["splunk"] });
    expect(Object.keys(packs)).toEqual(["splunk"]);
    expect(rules[0]?.emitted.map(({ target }) => target)).toEqual(["splunk"]);
  });

  test("finds imports among the given files", async () => {
    const lib = 'let makers = ["CreateUser"]\n';
    const rule = `import "lib/names.tocsin"\n\n${RULE.replace('eventName == "CreateUser"', "eventName in makers")}`;
    const both = await compile({ "lib/names.tocsin": lib, "aws/user.tocsin": rule }, { targets: ["panther"] });
    expect(both.problems.filter(({ severity }) => severity === "error")).toEqual([]);
    const alone = await compile({ "aws/user.tocsin": rule }, { targets: ["panther"] });
    expect(alone.problems.map(({ slug }) => slug)).toContain("unknown-import");
  });

  test("finds lists among them, and tunes rules", async () => {
    const sources = {
      "aws/user.tocsin": RULE,
      "own/tuning.tocsin": `let names = lines("lists/tools.txt")
tune ${/rule (\S+)/.exec(RULE)?.[1]} { reason = "Known."  unless userAgent in names }`,
      "lists/tools.txt": "curl\n",
    };
    const { problems, rules, packs } = await compile(sources, { targets: ["panther"] });
    expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(rules.length).toBe(1);
    expect(JSON.stringify(packs)).toContain("curl");
    const { "lists/tools.txt": _, ...without } = sources;
    expect((await compile(without)).problems.map(({ slug }) => slug)).toContain("list-unreadable");
  });

  test("reports a slip as data, with its place and the repair", async () => {
    const { ok, problems, rules } = await compile(RULE.replace("eventSource ==", "eventSorce =="));
    expect(ok).toBe(false);
    expect(rules).toEqual([]);
    const [slip] = problems.filter(({ severity }) => severity === "error");
    expect(slip).toMatchObject({ code: "D2001", path: "rule.tocsin", start: { line: 9, column: 8 } });
    expect(slip?.fixes[0]?.text).toBe("eventSource");
  });

  test("names that are keys of every object are paths like others", async () => {
    const { problems } = await compile({ ["__proto__"]: "rule {", constructor: "rule {" });
    expect(new Set(problems.map(({ path }) => path))).toEqual(new Set(["__proto__", "constructor"]));
  });

  test("refuses a target that there isn't", async () => {
    await expect(compile(RULE, { targets: ["qradar"] })).rejects.toThrow(RangeError);
  });
});

describe("evaluate", () => {
  test("gives the verdict and the alert, for a parsed record and for its text", async () => {
    const rule = await onlyRule();
    const verdict = evaluate(rule, HIT);
    expect(verdict.alert?.title).toBe("arn:aws:iam::111122223333:user/eve made admin2");
    expect(verdict.alert?.severity).toBe("low");
    expect(evaluate(rule, JSON.stringify(HIT))).toEqual(verdict);
    expect(evaluate(rule, { ...HIT, eventName: "DeleteUser" })).toEqual({ alerts: false });
  });

  test("refuses what is no event, and a rule of other origin", async () => {
    const rule = await onlyRule();
    for (const event of ["", "[]", "null", "{", [], '{"a":'.repeat(80)])
      expect(() => evaluate(rule, event)).toThrow(TypeError);
    expect(() => evaluate({ ...rule }, HIT)).toThrow(TypeError);
  });
});

describe("format", () => {
  test("gives the one form, and leaves a broken text alone", () => {
    expect(format(RULE.replace("title       =", "title =")).text).toBe(RULE);
    const broken = RULE.replace("source aws", "sauce aws");
    expect(format(broken).text).toBe(broken);
    expect(format(broken).problems.length).toBeGreaterThan(0);
  });
});

test("the README's example does what it says", async () => {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  const [, code = ""] = /```js\n([\s\S]*?)```/.exec(readme) ?? [];
  expect(code).toContain('from "tocsin"');
  const body = code.replace(/^import .*$/gm, "");
  const run = new Function(
    "compile",
    "evaluate",
    "format",
    "text",
    "event",
    "console",
    `return (async () => {${body}})()`,
  );
  const printed: unknown[] = [];
  await run(compile, evaluate, format, RULE, HIT, { log: (...words: unknown[]) => printed.push(...words) });
  expect(JSON.stringify(printed)).toContain("made admin2");
});
