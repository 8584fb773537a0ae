import { chmodSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { VERSION } from "../../src/cli/version.ts";
import { targets } from "../../src/targets/index.ts";
import { makeFolder, ruleText, tocsin } from "./support.ts";

const project = () => makeFolder({ "rules/a.tocsin": ruleText() });

describe("the command line", () => {
  test("the version is the package's", async () => {
    const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
      version: string;
    };
    expect(VERSION).toBe(version);
    expect(await tocsin(makeFolder(), ["--version"])).toMatchObject({ exitCode: 0, out: `${version}\n` });
  });

  test("without a word it prints its help, as an error", async () => {
    const { exitCode, out, err } = await tocsin(makeFolder(), []);
    expect(exitCode).toBe(2);
    expect(out).toBe("");
    for (const command of ["check", "test", "build", "fmt", "explain", "hunt", "dump"])
      expect(err).toContain(`  ${command} `);
    expect(err).toContain("# begin a project");
  });

  test("the help of a command that there isn't names the nearest one", async () => {
    const { exitCode, out, err } = await tocsin(makeFolder(), ["help", "chekc"]);
    expect(exitCode).toBe(2);
    expect(out).toBe("");
    expect(err).toMatch(/unknown command 'chekc'\n\(Did you mean check\?\)/);
  });

  test("a wrong option names the help of its own command", async () => {
    expect((await tocsin(makeFolder(), ["new"])).err).toContain("(`tocsin help new` explains the command)");
  });

  test("where there are no rules it says how to begin", async () => {
    expect((await tocsin(makeFolder(), ["check"])).out).toContain("`tocsin init` begins a project");
  });

  test.each(["check", "test", "build", "verify", "fmt", "explain", "hunt", "dump"])(
    "%s has a help with examples of itself",
    async (command) => {
      const { exitCode, out } = await tocsin(makeFolder(), [command, "--help"]);
      expect(exitCode).toBe(0);
      expect(out).toMatch(new RegExp(`\\nExamples:\\n {2}.*tocsin ${command}`));
      expect(out).toContain("print this help");
    },
  );

  test.each([["help"], ["--help"], ["help", "build"], ["hunt", "--help"]])(
    "help is no error: %s %s",
    async (...words) => {
      const { exitCode, out, err } = await tocsin(
        makeFolder(),
        words.filter((word) => word !== undefined),
      );
      expect(exitCode).toBe(0);
      expect(err).toBe("");
      expect(out).toContain("Examples:");
    },
  );

  test.each([
    [["chek"], "Did you mean check?"],
    [["check", "--formt", "json"], "Did you mean --format?"],
    [["check", "--format", "xml"], "Allowed choices are pretty, json, github"],
    [["check", "--format"], "argument missing"],
    [["hunt"], "missing required argument"],
    [["explain", "a", "b"], "nothing called `a b`"],
    [["explain", "D2001", "--format", "github"], "Allowed choices are pretty, json"],
    [["dump", "rules"], "--stage"],
    [["dump", "--stage", "tokns"], "did you mean `tokens`?"],
    [["build", "--target", ","], "An empty name"],
    [["build", "rules/a.tocsin"], "paths go with `--out`"],
    [["hunt", "--format", "github", "x"], "Allowed choices are pretty, json"],
  ])("%j is refused with words that help", async (words, message) => {
    const { exitCode, out, err } = await tocsin(project(), words);
    expect(err).toContain(message);
    expect(exitCode).toBe(2);
    expect(out).toBe("");
  });

  test("an unknown target is refused", async () => {
    const { exitCode, out } = await tocsin(project(), ["build", "--target", "splnk"]);
    expect(exitCode).toBe(2);
    expect(out).toContain("closest name is `splunk`");
  });

  test("colours come with a terminal or FORCE_COLOR, and never with NO_COLOR", async () => {
    const folder = makeFolder({ "rules/a.tocsin": ruleText({ when: "eventNme exists" }) });
    const coloured = async (environment: Record<string, string>, isTerminal: boolean) =>
      (await tocsin(folder, ["check"], { environment, isTerminal })).out.includes("\u001b[");
    expect(await coloured({}, false)).toBe(false);
    expect(await coloured({ CI: "true" }, false)).toBe(false);
    expect(await coloured({}, true)).toBe(true);
    expect(await coloured({ FORCE_COLOR: "1" }, false)).toBe(true);
    expect(await coloured({ FORCE_COLOR: "0" }, true)).toBe(false);
    expect(await coloured({ FORCE_COLOR: "1", NO_COLOR: "1" }, true)).toBe(false);
    expect(await coloured({ NO_COLOR: "" }, true)).toBe(true);
    expect(await coloured({ TERM: "dumb" }, true)).toBe(false);
  });
});

describe("a mistake of our own", () => {
  const broken = { folder: "/no/such/folder", environment: {}, input: async function* () {} };

  test("ends with 3 and a short message; with TOCSIN_DEBUG it says where", async () => {
    const { run } = await import("../../src/cli/run.ts");
    let err = "";
    const terminal = {
      ...broken,
      out: { write: () => undefined, isTerminal: false },
      err: { write: (text: string) => (err += text), isTerminal: false },
    };
    expect(await run(["check"], terminal)).toBe(3);
    expect(err).toContain("mistake in Tocsin itself");
    expect(err).not.toContain("    at ");
    await run(["check"], { ...terminal, environment: { TOCSIN_DEBUG: "1" } });
    expect(err).toContain("    at ");
  });
});

describe("check", () => {
  test("says how much was checked", async () => {
    expect(await tocsin(project(), ["check"])).toEqual({
      exitCode: 0,
      out: "1 rule in 1 file: no problems.\n",
      err: "",
    });
  });

  test("problems make it 1, warnings and hints don't", async () => {
    const folder = makeFolder({ "rules/a.tocsin": ruleText({ when: "eventNme exists" }) });
    const { exitCode, out } = await tocsin(folder, ["check"]);
    expect(exitCode).toBe(1);
    expect(out).toMatch(/error D2001 unknown-field.*`eventNme`/);
    expect(out).toContain("1 rule in 1 file: 1 error.");
    const hinted = makeFolder({
      "rules/a.tocsin": ruleText({ when: "userIdentity.userName != requestParameters.userName", more: "" }),
    });
    expect((await tocsin(hinted, ["check"])).out).toContain("hint");
  });

  test("a file that can't be read comes before a wrong rule", async () => {
    const folder = makeFolder({ "rules/a.tocsin": ruleText({ when: "eventNme exists" }) });
    const { exitCode, out } = await tocsin(folder, ["check", "rules/a.tocsin", "rules/b.tocsin"]);
    expect(exitCode).toBe(2);
    expect(out).toContain("D2001");
    expect(out).toContain("D6004");
  });

  test("json is one document, and the same each time", async () => {
    const folder = makeFolder({ "rules/a.tocsin": ruleText({ when: "eventNme exists" }) });
    const first = await tocsin(folder, ["check", "--format", "json"]);
    expect(JSON.parse(first.out)).toMatchObject({
      command: "check",
      ok: false,
      files: 1,
      rules: 1,
      counts: { errors: 1, warnings: 0, hints: 0 },
      diagnostics: [
        { code: "D2001", path: "rules/a.tocsin", start: { line: 11, column: 8 }, end: { line: 11, column: 16 } },
      ],
    });
    expect(await tocsin(folder, ["check", "--format", "json"])).toEqual(first);
  });

  test("github annotates the line", async () => {
    const folder = makeFolder({ "rules/a.tocsin": ruleText({ when: "eventNme exists" }) });
    const { out } = await tocsin(folder, ["check", "--format", "github"]);
    expect(out).toMatch(
      /^::error file=rules\/a\.tocsin,line=11,endLine=11,col=8,endColumn=15,title=D2001 unknown-field::/,
    );
  });

  test("reads standard input", async () => {
    const folder = makeFolder();
    expect(await tocsin(folder, ["check", "-"], { input: ruleText() })).toMatchObject({ exitCode: 0 });
    const { exitCode, out } = await tocsin(folder, ["check", "-"], { input: ruleText({ when: "eventNme exists" }) });
    expect(exitCode).toBe(1);
    expect(out).toContain("--> <stdin>:11:8");
    expect(await tocsin(folder, ["check", "-"], { input: new Uint8Array([0xff]) })).toMatchObject({ exitCode: 2 });
    expect(await tocsin(folder, ["check", "-"], { input: new Uint8Array(1024 * 1024 + 1).fill(0x20) })).toMatchObject({
      exitCode: 2,
    });
  });

  test("an id that two files share is shown in both", async () => {
    const folder = makeFolder({
      "rules/a.tocsin": ruleText(),
      "rules/b.tocsin": ruleText({ id: "a.RULE", title: "Another" }),
    });
    const { exitCode, out } = await tocsin(folder, ["check"]);
    expect(exitCode).toBe(1);
    expect(out).toContain("--> rules/a.tocsin:1:6");
    expect(out).toContain("--> rules/b.tocsin:1:6");
  });

  test("nothing in a rule reaches the terminal raw", async () => {
    const folder = makeFolder({
      "rules/a.tocsin": ruleText({ title: "\u001b]0;owned\u0007\u202e", when: "\u001b[31meventName exists" }),
    });
    for (const format of ["pretty", "json", "github"]) {
      const { out, exitCode } = await tocsin(folder, ["check", "--format", format]);
      expect(exitCode).toBe(1);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what may not be there
      expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    }
  });
});

describe("test", () => {
  test("counts", async () => {
    expect(await tocsin(project(), ["test"])).toEqual({ exitCode: 0, out: "1 rule, 2 tests passed\n", err: "" });
  });

  test("a failing test says which condition had which value", async () => {
    const more = 'test "wrong" alerts { "eventSource": "a", "eventName": "DeleteUser" }';
    const { exitCode, out } = await tocsin(makeFolder({ "rules/a.tocsin": ruleText({ more }) }), ["test"]);
    expect(exitCode).toBe(1);
    expect(out).toContain("D5101");
    expect(out).toContain('`eventName` is "DeleteUser"');
    expect(out).toContain("1 rule, 0 tests passed, 1 failed");
  });

  test("a rule without tests is named", async () => {
    const { exitCode, out } = await tocsin(makeFolder({ "rules/a.tocsin": ruleText({ more: "" }) }), ["test"]);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/warning.*`A\.Rule` has no test/);
  });

  test("a log that isn't there, or that leads out of the rules' root, fails its test", async () => {
    const folder = makeFolder({ "rules/a.tocsin": ruleText({ more: 'test "day" ignores file "logs/day.json"' }) });
    const { exitCode, out } = await tocsin(folder, ["test"]);
    expect(exitCode).toBe(1);
    expect(out).toMatch(/D5102/);
    expect(out).toContain("0 tests passed, 1 not run");
  });

  test("tests over logs are run, packed ones too", async () => {
    const { gzipSync } = await import("node:zlib");
    const records = JSON.stringify({ Records: [{ eventSource: "iam.amazonaws.com", eventName: "CreateUser" }] });
    const more = 'test "a" alerts file "logs/a.json"\n  test "b" alerts 1 file "logs/b.json.gz"';
    const folder = makeFolder({
      "rules/a.tocsin": ruleText({ more }),
      "rules/logs/a.json": records,
      "rules/logs/b.json.gz": gzipSync(records),
    });
    expect(await tocsin(folder, ["test"])).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining("1 rule, 2 tests passed\n"),
    });
  });
});

describe("fmt", () => {
  const untidy = ruleText().replace("  title       =", "title=");

  test("writes files in the one form, once", async () => {
    const folder = makeFolder({ "rules/a.tocsin": untidy });
    chmodSync(join(folder, "rules/a.tocsin"), 0o640);
    expect(await tocsin(folder, ["fmt", "--check"])).toMatchObject({
      exitCode: 1,
      out: expect.stringContaining("rules/a.tocsin\n"),
    });
    expect(readFileSync(join(folder, "rules/a.tocsin"), "utf8")).toBe(untidy);
    expect(await tocsin(folder, ["fmt"])).toMatchObject({
      exitCode: 0,
      out: "rules/a.tocsin\n1 file formatted of 1.\n",
    });
    expect(statSync(join(folder, "rules/a.tocsin")).mode & 0o777).toBe(0o640);
    expect(await tocsin(folder, ["fmt", "--check"])).toMatchObject({ exitCode: 0 });
    expect(await tocsin(folder, ["fmt"])).toMatchObject({ exitCode: 0, out: "1 file: nothing to format.\n" });
  });

  test("leaves a broken file alone and formats the others", async () => {
    const folder = makeFolder({ "rules/a.tocsin": "rule A.B {", "rules/b.tocsin": untidy });
    const { exitCode, out } = await tocsin(folder, ["fmt"]);
    expect(exitCode).toBe(1);
    expect(out).toContain("rules/b.tocsin\n");
    expect(readFileSync(join(folder, "rules/a.tocsin"), "utf8")).toBe("rule A.B {");
  });

  test("of standard input goes to standard output alone", async () => {
    const { exitCode, out, err } = await tocsin(makeFolder(), ["fmt", "-"], { input: untidy });
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^rule A\.Rule \{\n {2}title /);
    expect(err).toBe("");
    const broken = await tocsin(makeFolder(), ["fmt", "-"], { input: "rule {" });
    expect(broken).toMatchObject({ exitCode: 1, out: "" });
    expect(broken.err).toContain("<stdin>:1:");
  });
});

describe("explain", () => {
  test("a problem has a page, whatever the case of its code, or by its name", async () => {
    for (const name of ["D2001", "d2001", "unknown-field"]) {
      const { exitCode, out } = await tocsin(makeFolder(), ["explain", name]);
      expect(exitCode).toBe(0);
      expect(out).toMatch(/^D2001 unknown-field \(error\)\n\n[\s\S]+Avoid\n {4}[\s\S]+Prefer\n {4}/);
    }
  });

  test("a code or rule that isn't there gets the nearest", async () => {
    expect(await tocsin(project(), ["explain", "D2999"])).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining("no problem `D2999`"),
    });
    expect(await tocsin(project(), ["explain", "A.Rul"])).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining("Nearest: A.Rule"),
    });
  });

  test("a rule's page has its conditions, their meaning, and what each target makes of it", async () => {
    const { exitCode, out } = await tocsin(project(), ["explain", "a.rule"]);
    expect(exitCode).toBe(0);
    expect(out).toContain('`eventName` is exactly "CreateUser"');
    for (const target of targets) expect(out).toContain(`${target.name}: exact`);
    const { out: json } = await tocsin(project(), ["explain", "A.Rule", "--format", "json"]);
    expect(Object.keys(JSON.parse(json).targets)).toEqual(targets.map((target) => target.id));
  });

  test("a rule with errors gets them instead", async () => {
    const folder = makeFolder({ "rules/a.tocsin": ruleText({ when: "eventNme exists" }) });
    expect(await tocsin(folder, ["explain", "A.Rule"])).toMatchObject({
      exitCode: 1,
      out: expect.stringContaining("D2001"),
    });
  });
});

test.each(["tokens", "ast", "ir", ...targets.map((target) => target.id)])(
  "dump --stage %s prints text for the rule",
  async (stage) => {
    const { exitCode, out, err } = await tocsin(project(), ["dump", "--stage", stage]);
    expect(exitCode).toBe(0);
    expect(err).toBe("");
    expect(out).toContain("CreateUser");
  },
);

test("check takes a change of a file into account at once", async () => {
  const folder = project();
  expect((await tocsin(folder, ["check"])).exitCode).toBe(0);
  writeFileSync(join(folder, "rules/a.tocsin"), "rule");
  expect((await tocsin(folder, ["check"])).exitCode).toBe(1);
});

test("what a failed test says of `missing` and `!=` is said of them as they are written", async () => {
  const when = 'userAgent missing and errorCode != "A" and not (eventName == "B")';
  const of = (event: string) => ruleText({ when, more: `test "x" ignores ${event}\n  test "y" alerts ${event}` });
  const helpFor = async (event: object) =>
    (await tocsin(makeFolder({ "rules/a.tocsin": of(JSON.stringify(event)) }), ["test"])).out;
  const hit = await helpFor({ eventSource: "iam.amazonaws.com", eventName: "C" });
  expect(hit).toContain("`userAgent missing` is true: `userAgent` is missing");
  expect(hit).toContain('`errorCode != "A"` is true: `errorCode` is missing');
  expect(hit).toContain('`eventName == "B"` is false: `eventName` is "C"');
  const miss = await helpFor({ eventSource: "iam.amazonaws.com", eventName: "B", userAgent: "u", errorCode: "A" });
  expect(miss).toContain('`userAgent missing` is false: `userAgent` is "u"');
  expect(miss).toContain('`errorCode != "A"` is false: `errorCode` is "A"');
  expect(miss).toContain('`eventName == "B"` is true: `eventName` is "B"');
});
