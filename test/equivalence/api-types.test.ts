/**
 * What the API model knows of a parameter makes the emitted text plainer, and changes no verdict: whatever stands in a
 * record, as the model has it or not, each engine agrees with the interpreter, up to the declared deviations.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { weighVerdict } from "../../src/cases/verify.ts";
import { type JsonObject, type JsonValue, WrittenNumber } from "../../src/ir/json.ts";
import { loadApiPart } from "../../src/project/load-api-part.ts";
import { holds } from "../../src/semantics/compile-condition.ts";
import { type EngineVerdict, NotRunHere } from "../../src/targets/engine.ts";
import { type Column, closeColumns, judgeFiles, openColumns } from "./support/engines.ts";
import { ruleFromText, settings } from "./support/rule-from-text.ts";

let columns: Column[] = [];
beforeAll(async () => {
  columns = await openColumns("what the API model knows");
});
afterAll(() => closeColumns(columns));

/** What may stand at a member: values of every kind, alone, in a list, in an object and in a list of objects. */
const SCALARS: readonly JsonValue[] = [
  null,
  true,
  false,
  "true",
  "True",
  "false",
  0,
  1,
  7,
  -1,
  "7",
  "07",
  "",
  "a",
  "[]",
  new WrittenNumber("1.0"),
];
const VALUES: readonly JsonValue[] = [
  ...SCALARS,
  ...SCALARS.map((one) => [one]),
  ...SCALARS.map((one) => ({ k: one })),
  ...SCALARS.map((one) => [{ k: one }]),
  {},
  [],
  [[], {}],
  [{ k: "a" }, { k: "b" }],
  [{ k: "a" }, null],
  { subnetIds: ["a"] },
  { subnetIds: [], securityGroupIds: null },
  { other: "a" },
  [{ readWriteType: "All" }],
  [{ dataResources: [{ type: "a" }] }],
  { a: { b: { c: 1 } } },
];

const pinned = (service: string, name: string) =>
  `eventSource == "${service}.amazonaws.com" and eventName == "${name}"`;

interface Case {
  readonly source: string;
  readonly name: string;
  readonly member: string;
  readonly tests: readonly string[];
  /** What Elastic accepts in writing. */
  readonly elastic?: string;
}

const P = "requestParameters";
const CASES: readonly Case[] = [
  {
    source: "kms",
    name: "PutKeyPolicy",
    member: "bypassPolicyLockoutSafetyCheck",
    tests: ["== true", "!= true", "== false", "in [true, false]", '== "TRUE" nocase', "exists", "missing"],
  },
  {
    source: "kms",
    name: "ScheduleKeyDeletion",
    member: "pendingWindowInDays",
    tests: ["== 7", "!= 7", "in [0, 1, 7]", "not in [1, -1]", "< 7", "exists", "missing"],
  },
  { source: "kms", name: "DisableKey", member: "keyId", tests: ['== "a"', "== 7", "exists", "missing", "[] exists"] },
  { source: "ssm", name: "SendCommand", member: "instanceIds", tests: ["exists", "[] exists", '[] == "a"'] },
  {
    source: "lambda",
    name: "CreateFunction20150331",
    member: "vpcConfig",
    tests: ["exists"],
    elastic: "narrower",
  },
  { source: "lambda", name: "CreateFunction20150331", member: "vpcConfig", tests: ["missing"], elastic: "wider" },
  {
    source: "cloudtrail",
    name: "PutEventSelectors",
    member: "eventSelectors",
    tests: ["exists", "[] exists"],
    elastic: "narrower",
  },
  {
    source: "nowhere",
    name: "Undocumented",
    member: "l",
    tests: ["exists", "[] exists", "missing", "[] missing", "[].k exists"],
  },
];

const CONDITIONS = CASES.flatMap(({ source, name, member, tests, elastic }) =>
  tests.map((one) => ({
    condition: `${pinned(source, name)} and ${P}.${member}${one.startsWith("[]") ? "" : " "}${one}`,
    source,
    name,
    member,
    elastic,
  })),
).concat([
  {
    condition: `${pinned("nowhere", "Undocumented")} and ${P}.l[] exists and all x in ${P}.l[] (x.k == "a")`,
    source: "nowhere",
    name: "Undocumented",
    member: "l",
    elastic: undefined,
  },
]);

test.each(CONDITIONS)("$condition", async ({ condition, source, name, member, elastic }) => {
  const rule = ruleFromText(condition, elastic ? `elastic { accept = ${elastic} }` : "", loadApiPart);
  if ("refused" in rule) throw new Error(rule.refused);
  const events = VALUES.map(
    (value): JsonObject => ({
      eventTime: "2026-01-01T00:00:00Z",
      eventSource: `${source}.amazonaws.com`,
      eventName: name,
      requestParameters: { [member]: value },
    }),
  );
  let run = 0;
  for (const { target, engine, open } of columns) {
    const emitted = target.compile(rule, settings);
    if (emitted.files.length === 0) continue;
    const verdicts = await judgeFiles(open, emitted.files, events);
    if (verdicts instanceof NotRunHere) continue;
    if ("unreadable" in verdicts) throw new Error(verdicts.unreadable);
    for (const [index, event] of events.entries()) {
      const wanted = holds(rule.condition, event);
      const verdict = verdicts[index] as EngineVerdict;
      const { fidelity } = emitted.judgement;
      if ((fidelity === "narrower" && wanted) || (fidelity === "wider" && !wanted)) continue;
      const weighed = weighVerdict(verdict, wanted, target.deviations, rule.condition, event);
      const about = `${engine.id}: ${JSON.stringify(event.requestParameters)}\n${emitted.query}`;
      expect(weighed.kind, about).not.toBe("differs");
    }
    run++;
  }
  expect(columns.length === 0 || run > 0).toBe(true);
});
