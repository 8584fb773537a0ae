import { describe, expect, test } from "vitest";
import { deviations } from "../../src/cases/deviations.ts";
import { explainable } from "../../src/cli/explain-overview.ts";
import { allProblems } from "../../src/diagnostics/problem.ts";
import { languageWords } from "../../src/syntax/words.ts";
import { targets } from "../../src/targets/index.ts";
import { makeFolder, ruleText, tocsin } from "./support.ts";

const project = () =>
  makeFolder({
    "rules/a.tocsin": ruleText({
      more: 'alert { title = "{userIdentity.arn}" key = [account] }\n  event e { "eventName": "CreateUser" }',
    }),
    "rules/b.tocsin": ruleText({
      id: "B.Rule",
      when: 'any one in resources[] ( one.ARN == "a" and one.type == "b" ) and json(requestParameters.policyDocument).Version exists',
    }),
    "rules/lib/l.tocsin": 'let tools = ["kali"]\nevent call { "eventName": "CreateUser" }\n',
  });

async function page(name: string, folder = project()): Promise<string> {
  const { exitCode, out, err } = await tocsin(folder, ["explain", ...name.split(" ")]);
  expect(err).toBe("");
  expect(exitCode).toBe(0);
  return out;
}

async function data(name: string, folder = project()): Promise<Record<string, unknown>> {
  const { out } = await tocsin(folder, ["explain", name, "--format", "json"]);
  return JSON.parse(out) as Record<string, unknown>;
}

test("without a name it says what can be explained, and each example of it can be", async () => {
  const { exitCode, out } = await tocsin(makeFolder(), ["explain"]);
  expect(exitCode).toBe(0);
  const folder = project();
  const kinds = explainable(targets.map((one) => one.id)).filter(({ what }) => !["a rule", "a library"].includes(what));
  for (const { examples } of kinds)
    for (const name of examples) {
      expect(out).toContain(name);
      expect(await page(name, folder)).not.toBe("");
    }
});

describe("a field", () => {
  test("has its type, its name on each platform, and the rules of its conditions and alerts", async () => {
    const out = await page("userIdentity.arn");
    expect(out).toMatch(/^userIdentity\.arn {2}a field of the record\n/);
    for (const target of targets) expect(out).toContain(target.name);
    expect(out).toContain("aws.cloudtrail.user_identity.arn");
    expect(out).toContain("In the condition of no rule.\nIn the alert of 1 rule\n  A.Rule\n");
  });

  test.each(["resources.ARN", "resources[].ARN"])("%s is found with and without the marks of lists", async (name) => {
    const out = await page(name);
    expect(out).toMatch(/^resources\[\]\.ARN {2}/);
    expect(out).toContain("In the condition of 1 rule\n  B.Rule\n");
  });

  test("an object counts what stands below it, also inside JSON", async () => {
    expect(await page("requestParameters")).toContain("In the condition of 1 rule\n  B.Rule\n");
    expect(await page("requestParameters.policyDocument")).toContain("In the condition of 1 rule\n  B.Rule\n");
  });

  test("fidelity is what a rule of that field gets", async () => {
    const { targets: answers } = (await data("userIdentity.userName")) as {
      targets: Record<string, { asked: { operators: string[]; fidelity: string; reason?: string }[] }>;
    };
    const folder = makeFolder({ "rules/a.tocsin": ruleText({ when: 'userIdentity.userName == "alice"' }) });
    const rule = (await data("A.Rule", folder)) as { targets: Record<string, { fidelity: string }> };
    for (const { id } of targets) {
      const asked = answers[id]?.asked.find((one) => one.operators.includes("=="));
      expect(asked?.fidelity).toBe(rule.targets[id]?.fidelity);
      if (asked?.fidelity !== "exact") expect(asked?.reason).toMatch(/\w+/);
    }
  });

  test("every field of the record, and every derived one, has a page with an answer of every target", async () => {
    const { fieldNames } = await import("../../src/cli/find-field.ts");
    const folder = makeFolder({ "rules/a.tocsin": ruleText() });
    for (const name of fieldNames()) {
      const { targets: answers } = (await data(name, folder)) as { targets: Record<string, { asked: object[] }> };
      for (const { id } of targets) expect(answers[id]?.asked.length, `${name} on ${id}`).toBeGreaterThan(0);
    }
  });

  test("a derived one has its definition, and its native name where a platform has it", async () => {
    const out = await page("outcome");
    expect(out).toContain('"failure" when errorCode exists or errorMessage exists');
    expect(out).toContain("event.outcome");
  });

  test("works without rules", async () => {
    expect(await page("eventName", makeFolder())).toContain("present  in every record");
  });
});

describe("an operation", () => {
  test.each(["iam:CreateUser", "iam.amazonaws.com:CreateUser", "IAM:CreateUser"])(
    "%s has its members and the rules that name it",
    async (name) => {
      const out = await page(name);
      expect(out).toMatch(/^iam:CreateUser {2}an operation of iam\.amazonaws\.com\n/);
      expect(out).toMatch(/requestParameters\n {2}path +text\n/);
      expect(out).toMatch(/ tags\[\] +list of objects\n {4}key +text\n/);
      expect(out).toContain("Named by 1 rule\n  A.Rule\n");
    },
  );

  test("a name that several sources have lists them, those that rules name first", async () => {
    expect(await page("CreateUser")).toMatch(
      /^CreateUser {2}an operation of \d+ sources\n\n {2}iam:CreateUser +1 rule\n/,
    );
  });

  test("a name that one source has needs no source", async () => {
    expect(await page("GetCallerIdentity")).toMatch(/^sts:GetCallerIdentity /);
  });

  test("what only reads has no response; an event beside the API says where it is known from", async () => {
    expect(await page("iam:GetUser")).toContain("responseElements  none: CloudTrail records no response");
    const login = await page("signin:ConsoleLogin");
    expect(login).toContain("AWS Management Console sign-in events");
    expect(login).toMatch(/eventType +AwsConsoleSignIn/);
  });

  test("a slip gets the nearest", async () => {
    const { exitCode, err } = await tocsin(project(), ["explain", "iam:CreatUser"]);
    expect(exitCode).toBe(2);
    expect(err).toContain("no operation `iam:CreatUser`. Nearest: iam:CreateUser");
    expect((await tocsin(project(), ["explain", "iamm:CreateUser"])).err).toContain(
      "no event source `iamm`. Nearest: iam",
    );
  });
});

test.each(["iam", "iam.amazonaws.com"])(
  "the source %s: how many operations, and those that rules name",
  async (name) => {
    const out = await page(name);
    expect(out).toMatch(/operations +\d+: \d+ only read, \d+ change something/);
    expect(out).toMatch(/Operations that rules name: 1\n {2}CreateUser +1 rule\n/);
  },
);

test.each(targets.map((target) => [target.name, target]))(
  "%s: each option of its block with a sentence, its engines and deviations",
  async (_, target) => {
    const out = await page(target.id);
    const { options } = await target.describe();
    expect(Object.keys(options).length).toBeGreaterThan(5);
    for (const [name, { description }] of Object.entries(options)) {
      expect(out).toContain(`\n  ${name} `);
      expect(description).toMatch(/^\S.{5,}/);
    }
    for (const engine of await target.engines()) expect(out).toContain(engine.id);
    const declared = out.slice(out.indexOf("Declared deviations"));
    for (const { id } of deviations()) expect(declared.includes(`\n  ${id} `), id).toBe(target.deviations.includes(id));
  },
);

describe("ATT&CK", () => {
  test("a tactic by id or name, with the rules that carry it", async () => {
    for (const name of ["TA0003", "ta0003", "persistence"])
      expect(await page(name)).toMatch(/^TA0003 Persistence [\s\S]+Carried by 2 rules\n {2}A\.Rule, B\.Rule\n/);
  });

  test("a technique: its tactics, its sub-techniques, and who carries one", async () => {
    const out = await page("T1136");
    expect(out).toContain("TA0003 Persistence");
    expect(out).toContain("T1136.003 Cloud Account");
    expect(out).toContain("One of its sub-techniques is carried by 2 rules");
    expect(await page("T1136.003")).toMatch(/part of +T1136 Create Account/);
  });

  test("one that was revoked names what stands for it", async () => {
    expect(await page("T1002")).toMatch(/revoked +T1560 /);
    expect((await tocsin(project(), ["explain", "T9999"])).err).toMatch(/ATT&CK v\d+ has no `T9999`/);
  });
});

test("every word of the language has a page", async () => {
  const folder = makeFolder();
  for (const { word, documentation, example } of languageWords) {
    const { word: found } = (await data(word, folder)) as { word?: { documentation: string } };
    expect(found?.documentation, word).toBe(documentation);
    expect(await page(word, folder)).toContain(example);
  }
});

test("every problem has a page by its code and by its slug", async () => {
  const folder = makeFolder();
  await tocsin(folder, ["explain", "D2001"]);
  for (const { code, slug } of allProblems()) {
    expect(await data(code, folder)).toMatchObject({ problem: { slug } });
    expect(await data(slug, folder)).toMatchObject({ problem: { code } });
  }
});

describe("a library", () => {
  test("has the names that it brings", async () => {
    expect(await page("lib/l.tocsin")).toMatch(
      /^rules\/lib\/l\.tocsin {2}a library\n\n {2}let +tools\n {2}event +call\n$/,
    );
  });

  test("a name of it stands as it is written", async () => {
    expect(await page("tools")).toMatch(
      /^tools {2}a name of a library, rules\/lib\/l\.tocsin:1\n\n {4}let tools = \["kali"\]\n$/,
    );
  });
});

describe("a name", () => {
  test("of several kinds gets a page for each", async () => {
    const out = await page("account");
    expect(out).toMatch(/^2 things have this name: a derived field, an event source\.\n/);
    expect(out).toContain("\naccount.amazonaws.com  an event source\n");
    expect(await data("account")).toMatchObject({ what: "a derived field", also: [{ what: "an event source" }] });
  });

  test("of a rule and a field too", async () => {
    const folder = makeFolder({ "rules/a.tocsin": ruleText({ id: "eventName" }) });
    expect(await page("eventName", folder)).toMatch(/^2 things have this name: a rule, a field of the record\.\n/);
  });

  test("that nothing has gets the nearest of all kinds", async () => {
    const err = async (name: string) => (await tocsin(project(), ["explain", name])).err;
    expect(await err("userIdentity.arm")).toContain("userIdentity.arn (field)");
    expect(await err("contans")).toContain("contains (word)");
    expect(await err("CreatUser")).toContain("CreateUser (operation)");
    const folder = makeFolder({ "rules/a.tocsin": ruleText({ id: "A.CloudTrail.TrailStopped" }) });
    expect((await tocsin(folder, ["explain", "trailstopped"])).err).toContain("A.CloudTrail.TrailStopped (rule)");
    expect(await err("unknown-feld")).toContain("unknown-field (problem)");
  });

  test.each([
    "__proto__",
    "constructor",
    "a.__proto__.b",
    "iam:__proto__",
    "toString",
    '"',
    '"\\u0000".x',
    ".",
    "a..b",
  ])("%s is only a name that nothing has", async (name) => {
    expect(await tocsin(project(), ["explain", name])).toMatchObject({ exitCode: 2, out: "" });
  });

  test("with characters that a terminal would act on is shown without them", async () => {
    const { err } = await tocsin(project(), ["explain", "\u001b[31mx\u202e"]);
    expect(err).toContain("\\u{1b}[31mx\\u{202e}");
    const below = await page('requestParameters."\\u001b[31m"');
    expect(below).not.toContain("\u001b");
  });

  test("of any length is no burden", async () => {
    const { exitCode, err } = await tocsin(project(), ["explain", "a".repeat(100_000)]);
    expect(exitCode).toBe(2);
    expect(err.length).toBeLessThan(400);
  });
});

test("colours come with a terminal, and no page shows an escape as text", async () => {
  for (const name of [
    "A.Rule",
    "userIdentity.arn",
    "iam:CreateUser",
    "iam",
    targets[0]?.id ?? "",
    "T1136",
    "contains",
    "D2001",
  ]) {
    const { out } = await tocsin(project(), ["explain", name], { isTerminal: true });
    expect(out).toContain("\u001b[1m");
    expect(out).not.toContain("\\u{1b}");
    const { out: plain } = await tocsin(project(), ["explain", name], {
      isTerminal: true,
      environment: { NO_COLOR: "1" },
    });
    expect(plain).not.toContain("\u001b");
  }
});

test("no line of a page of Tocsin's own is wider than 120 characters", async () => {
  for (const name of [
    "userIdentity",
    "ec2:RunInstances",
    "s3:PutBucketAcl",
    "ec2",
    "TA0005",
    ...targets.map((one) => one.id),
  ])
    for (const line of (await page(name)).split("\n")) expect(line.length, line).toBeLessThanOrEqual(120);
});
