import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { Predicate } from "../../../src/ir/predicate.ts";
import type { PlatformBlock, Rule } from "../../../src/ir/rule.ts";
import type { Span } from "../../../src/source/source.ts";
import { panther } from "../../../src/targets/panther/index.ts";
import { path, someSpan } from "../../laws/generators.ts";
import { makeRule, type RuleParts, written } from "./make-rule.ts";
import { runModules } from "./panther-core.ts";
import { pythonWith } from "./python-process.ts";

const settings = { name: "tocsin_cloudtrail", version: "1.0.0", author: "Tocsin" };
const condition: Predicate = {
  kind: "equals",
  subject: path("eventName"),
  texts: ["A"],
  nocase: false,
  origin: someSpan,
};
const spanAt = (start: number): Span => ({ ...someSpan, start, end: start + 1 });

function compile(parts: Partial<RuleParts>) {
  return panther.compile(makeRule({ condition, ...parts }), settings);
}

function block(values: PlatformBlock["values"]): Rule["blocks"] {
  const spans = Object.fromEntries(Object.keys(values).map((key, index) => [key, spanAt(100 + index)]));
  return { panther: { values, spans, span: someSpan } };
}

const codesAt = (target: ReturnType<typeof compile>) =>
  target.diagnostics.map((one) => `${one.code} ${one.span.start}`);

describe("texts that Panther refuses", () => {
  test.each(["<", ">", "&", '"', "%"])(
    "a title with %s is refused at its place, and nothing is emitted",
    (character) => {
      const target = compile({ metadata: { title: { value: `Root ${character} friends`, span: spanAt(7) } } });
      expect(codesAt(target)).toEqual(["D4004 7"]);
      expect(target.files).toEqual([]);
    },
  );

  test("a name of its own in the block is taken instead, and refused in its own place", () => {
    const title = written("Root & friends");
    const taken = compile({ metadata: { title }, blocks: block({ display_name: "Root and friends" }) });
    expect(taken.diagnostics).toEqual([]);
    expect(taken.files[1]?.content).toContain('DisplayName: "Root and friends"\n');
    expect(codesAt(compile({ metadata: { title }, blocks: block({ display_name: "a%", rule_id: "b<" }) }))).toEqual([
      "D4004 100",
      "D4004 101",
    ]);
  });

  test("tags that differ in case only are refused; one that Panther has anyway is not said twice", () => {
    expect(codesAt(compile({ metadata: { tags: [written("a"), { value: "A", span: spanAt(9) }] } }))).toEqual([
      "D4004 9",
    ]);
    const { files } = compile({ metadata: { tags: [written("aws"), written("b")] } });
    expect(files[1]?.content).toContain("Tags:\n  - AWS\n  - CloudTrail\n  - b\n");
  });
});

describe("suppression", () => {
  test.each([
    [undefined, 5, "rounded"],
    [30, 5, "rounded"],
    [90, 5, "rounded"],
    [301, 6, "rounded"],
    [3600, 60, "carried"],
  ])("%s seconds are %s minutes, %s", (seconds, minutes, how) => {
    const { files, carried } = compile({ alert: seconds === undefined ? {} : { suppress: written(seconds) } });
    expect(files[1]?.content).toContain(`DedupPeriodMinutes: ${minutes}\n`);
    expect(carried.find((one) => one.part === "suppress")?.how).toBe(how);
  });

  test("the block's own period stands as it is", () => {
    const { files, carried } = compile({
      alert: { suppress: written(90) },
      blocks: block({ dedup_period_minutes: 45 }),
    });
    expect(files[1]?.content).toContain("DedupPeriodMinutes: 45\n");
    expect(carried).toContainEqual({ part: "suppress", how: "carried" });
  });
});

describe("the block", () => {
  test("knows its members and no others", () => {
    expect(
      panther.validateBlock({ accept: "wider", tags: ["a"], reports: { CIS: ["1"] }, dedup_period_minutes: 5 }),
    ).toBe(true);
    for (const wrong of [
      { threshold: 2 },
      { dedup_period_minutes: 4 },
      { dedup_period_minutes: "60" },
      { tags: ["a", "a"] },
      { display_name: "" },
    ]) {
      expect(panther.validateBlock(wrong), JSON.stringify(wrong)).toBe(false);
    }
  });

  test("a framework called `__proto__` is a key like any other", () => {
    const reports = JSON.parse('{"__proto__": ["1"], "MITRE ATT&CK": ["TA0001:T1078"]}') as { [key: string]: string[] };
    expect(compile({ blocks: block({ reports }) }).files[1]?.content).toContain(
      'Reports:\n  "__proto__":\n    - "1"\n  MITRE ATT&CK:\n    - TA0001:T1078\n',
    );
  });
});

describe("the pack", () => {
  test("two rules with one file name are an error on both, and so with one RuleID", () => {
    const rules = ["AWS.Root-Login", "AWS.Root_Login", "AWS.Other"].map((id, index) =>
      panther.compile(
        {
          ...makeRule({ id, condition, blocks: index === 1 ? {} : block({ rule_id: "Same.Id" }) }),
          span: spanAt(index),
        },
        settings,
      ),
    );
    const { diagnostics } = panther.pack(rules, settings);
    expect(diagnostics.map((one) => `${one.code} ${one.span.start}`).sort()).toEqual([
      "D4006 0",
      "D4006 0",
      "D4006 1",
      "D4006 2",
    ]);
  });

  test("its manifest names the rules that belong to a pack, sorted", () => {
    const stable = written("stable" as const);
    const make = (id: string, parts: Partial<RuleParts> = {}) =>
      panther.compile(makeRule({ condition, id, ...parts, metadata: { status: stable, ...parts.metadata } }), settings);
    const rules = [
      make("AWS.Second", { blocks: block({ rule_id: "Own.Id" }) }),
      make("AWS.First"),
      make("AWS.Unsure", { metadata: { status: written("experimental") } }),
      make("AWS.Old", { metadata: { status: written("deprecated") } }),
      make("AWS.ByStatus", { blocks: block({ status: "EXPERIMENTAL" }) }),
      make("AWS.ByTag", { blocks: block({ tags: ["no PACK"] }) }),
    ];
    const { files } = panther.pack(rules, settings);
    const manifest = files.find(({ path }) => path === "packs/tocsin_cloudtrail.yml");
    expect(parse(manifest?.content ?? "")).toEqual({
      AnalysisType: "pack",
      PackID: "Pack.tocsin_cloudtrail",
      DisplayName: "Tocsin Cloudtrail",
      Description: "Detections on AWS CloudTrail, version 1.0.0.",
      PackDefinition: { IDs: ["AWS.First", "Own.Id"] },
    });
    expect(panther.pack([make("AWS.Old", { metadata: { status: written("deprecated") } })], settings).files).toEqual([
      expect.objectContaining({ path: "README.md" }),
    ]);
  });

  test("no rule may have the manifest's own id", () => {
    const { diagnostics } = panther.pack([compile({ blocks: block({ rule_id: "Pack.tocsin_cloudtrail" }) })], settings);
    expect(diagnostics.map((one) => one.code)).toEqual(["D4004"]);
  });

  test("whether a match alerts follows from `signal`, unless the block says it", () => {
    const alerts = (signal: boolean, values: PlatformBlock["values"]) =>
      !compile({ metadata: { signal }, blocks: block(values) }).files[1]?.content.includes("CreateAlert: false");
    expect([alerts(false, {}), alerts(true, {})]).toEqual([true, false]);
    expect([alerts(false, { create_alert: false }), alerts(true, { create_alert: true })]).toEqual([false, true]);
  });

  test("file names have the words of an id apart", () => {
    const names = ["AWS.CloudTrail.TrailStopped", "AWS.EC2.AMIShared", "AWS.Lambda.ByAPerson", "One"].map((id) =>
      compile({ id }).files[0]?.path.split("/").at(-1),
    );
    expect(names).toEqual([
      "aws_cloudtrail_trail_stopped.py",
      "aws_ec2_ami_shared.py",
      "aws_lambda_by_a_person.py",
      "one.py",
    ]);
  });

  test("each emitted file says which line comes from where", () => {
    const target = compile({
      metadata: { title: { value: "T", span: spanAt(3) } },
      alert: { title: [{ value: { parts: [{ kind: "text", text: "x" }], span: spanAt(5) } }] },
    });
    const [module, document] = target.files;
    expect(module?.origins).toContainEqual({ line: 1, span: someSpan });
    expect(module?.origins?.map((one) => one.span.start)).toContain(5);
    expect(document?.origins).toContainEqual({ line: 4, span: spanAt(3) });
  });
});

describe("deep conditions", () => {
  const python = pythonWith("panther_core", "deeply nested conditions on CPython");
  test.skipIf(!python)("64 levels of quantifiers and groups are Python that runs", () => {
    let deep: Predicate = {
      kind: "equals",
      subject: path("k", { variable: "x63" }),
      texts: ["a"],
      nocase: false,
      origin: someSpan,
    };
    for (let level = 63; level >= 0; level--) {
      const list = level === 0 ? path("list[]") : path("list[]", { variable: `x${level - 1}` });
      const other: Predicate = { kind: "exists", subject: path("k"), origin: someSpan };
      const some: Predicate = {
        kind: level % 2 ? "some" : "every",
        variable: `x${level}`,
        list,
        condition: deep,
        origin: someSpan,
      };
      deep = {
        kind: level % 3 ? "any" : "all",
        operands: [{ kind: "not", operand: other, origin: someSpan }, some],
        origin: someSpan,
      };
    }
    const { files } = compile({ condition: deep });
    const [[outcome]] = runModules(python as string, [
      { module: files[0]?.content ?? "", events: [{ k: "a", list: [{ list: [{ k: "a" }] }] }] },
    ]) as [[{ error?: string }]];
    expect(outcome?.error).toBeUndefined();
  });
});
