import { existsSync } from "node:fs";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { type JsonObject, WrittenNumber } from "../../../src/ir/json.ts";
import { parseJson } from "../../../src/ir/parse-json.ts";
import type { EngineVerdict, OpenEngine } from "../../../src/targets/engine.ts";
import { makePantherEngine, pantherEngine } from "../../../src/targets/panther/engine/engine.ts";
import { PYTHON_VARIABLE } from "../../../src/targets/panther/engine/find-python.ts";
import { SentEvents } from "../../../src/targets/panther/engine/sent-events.ts";
import { filesOf, openEngine, ruleOf } from "./support.ts";

const engine = await openEngine("emitted Panther rules on panther_core");
afterAll(() => engine?.close());

async function judge(module: string, events: readonly JsonObject[], open = engine): Promise<readonly EngineVerdict[]> {
  const loaded = await (open as OpenEngine).load(filesOf(module));
  return loaded.judge(events);
}

const alerts = async (expression: string, ...events: JsonObject[]) =>
  (await judge(ruleOf(expression), events)).map((one) => ("error" in one ? one.error : one.alerts));

describe.skipIf(!engine)("events are what Panther hands to its rules", () => {
  test("keys are read in any letter case, the very key first", async () => {
    const events = [{ eventname: "A" }, { EVENTNAME: "B", eventName: "A" }, { eventName: "B" }, { other: "A" }];
    expect(await alerts('event.get("eventName") == "A"', ...events)).toEqual([true, true, false, false]);
    const nested = [{ useridentity: { TYPE: "Root" } }, { userIdentity: { type: "root" } }];
    expect(await alerts('event.deep_get("userIdentity", "type") == "Root"', ...nested)).toEqual([true, false]);
  });

  test("null and missing are two things, and `deep_get` takes its default for both", async () => {
    const events = [{ a: null }, {}, { a: "" }];
    expect(await alerts('event.get("a", "none") is None', ...events)).toEqual([true, false, false]);
    expect(await alerts('event.deep_get("a", default="none") == "none"', ...events)).toEqual([true, true, false]);
  });

  test("lists and objects are Panther's own, read-only ones", async () => {
    const events = [{ a: ["x"] }, { a: { b: 1 } }, { a: "x" }];
    expect(await alerts('type(event.get("a")).__name__ == "ImmutableList"', ...events)).toEqual([true, false, false]);
    expect(await alerts('isinstance(event.get("a"), list)', ...events)).toEqual([false, false, false]);
    expect(await alerts('type(event.get("a")).__name__ == "ImmutableCaseInsensitiveDict"', ...events)).toEqual([
      false,
      true,
      false,
    ]);
  });

  test("numbers arrive as they were written", async () => {
    const parsed = parseJson('{"a":[1.0,1e3,9007199254740993,-0.5,5]}') as { value: JsonObject };
    const types = '[f"{type(one).__name__} {one}" for one in event.get("a")]';
    const wanted = '["float 1.0", "float 1000.0", "int 9007199254740993", "float -0.5", "int 5"]';
    expect(await alerts(`${types} == ${wanted}`, parsed.value)).toEqual([true]);
    expect(await alerts('event.get("a") == float("inf")', { a: new WrittenNumber("1e400") })).toEqual([true]);
  });

  test("texts arrive character by character, whatever is in them", async () => {
    const text = 'quote " backslash \\ newline \n \u2028 😀 \u0000 é \u202e';
    expect(await alerts(`event.get("a") == ${JSON.stringify(text).replace("😀", "\\U0001f600")}`, { a: text })).toEqual(
      [true],
    );
    const keys = parseJson('{"__proto__":{"constructor":"x"}}') as { value: JsonObject };
    expect(await alerts('event.deep_get("__proto__", "constructor") == "x"', keys.value)).toEqual([true]);
  });

  test("each has the log type that Panther adds", async () => {
    expect(await alerts('event.get("p_log_type") == "AWS.CloudTrail"', {})).toEqual([true]);
  });

  test("the same event may be asked about again, and many stay apart", async () => {
    const events = Array.from({ length: 700 }, (_, number) => ({ number }));
    const even = { judged: await alerts('event.get("number") % 2 == 0', ...events, ...events.slice(5, 9)) };
    expect(even.judged).toEqual([...events, ...events.slice(5, 9)].map(({ number }) => number % 2 === 0));
    expect(await alerts('event.get("number") == 698', ...events.toReversed())).toEqual(
      events.toReversed().map(({ number }) => number === 698),
    );
  });
});

describe.skipIf(!engine)("an error is never a verdict", () => {
  test.each([
    ["None", "NoneType"],
    ["1", "int"],
    ['"yes"', "str"],
    ["[]", "list"],
  ])("rule() returns %s", async (value, type) => {
    const [verdict] = await judge(ruleOf(value), [{}]);
    expect(verdict).toEqual({
      error: expect.stringMatching(new RegExp(`^rule: FunctionReturnTypeError: .*\\[${type}\\]`)),
    });
  });

  test("rule() raises, and says where; other events are judged all the same", async () => {
    const verdicts = await judge(ruleOf('event["a"] == "x"'), [{ a: "x" }, {}, { a: "y" }]);
    expect(verdicts).toEqual([{ alerts: true }, { error: "rule: KeyError: 'a' (line 2)" }, { alerts: false }]);
  });

  test("rule() exits, or runs out of stack", async () => {
    const exits = await judge("import sys\n\n\ndef rule(event):\n    sys.exit(0)\n", [{}]);
    expect(exits).toEqual([{ error: "rule: SystemExit: 0 (line 5)" }]);
    const [deep] = await judge("def rule(event):\n    return rule(event)\n", [{}]);
    expect(deep).toEqual({ error: expect.stringContaining("RecursionError") });
  });

  test.each([
    ["title", 'event["a"]', "KeyError"],
    ["title", "None", "FunctionReturnTypeError"],
    ["dedup", "1", "FunctionReturnTypeError"],
    ["description", 'event.get("b").lower()', "AttributeError"],
    ["severity", '"URGENT"', "AssertionError"],
    ["alert_context", '{"a": {1, 2}}', "TypeError"],
    ["alert_context", '{"a": float("nan")}', "ValueError"],
  ])("%s() fails with %s where the rule alerts, and is not asked where it doesn't", async (hook, value, error) => {
    const module = `def rule(event):\n    return event.get("x") == 1\n\n\ndef ${hook}(event):\n    return ${value}\n`;
    const verdicts = await judge(module, [{ x: 1 }, { x: 2 }]);
    expect(verdicts).toEqual([{ error: expect.stringMatching(new RegExp(`^${hook}: ${error}`)) }, { alerts: false }]);
  });

  test("hooks that are right are no error", async () => {
    const hooks =
      'def title(event):\n    return "T"\n\n\ndef severity(event):\n    return "DEFAULT"\n\n\ndef alert_context(event):\n    return {"a": event.get("a")}\n';
    expect(await judge(`${ruleOf("True")}\n\n${hooks}`, [{ a: [{ b: 1 }] }])).toEqual([{ alerts: true }]);
  });
});

describe.skipIf(!engine)("a hostile module", () => {
  const next = async () => expect(await alerts('event.get("a") == 1', { a: 1 })).toEqual([true]);

  test("can print, read and close what it likes", async () => {
    const module = [
      "import os",
      "import sys",
      'print("{}")',
      "",
      "",
      "def rule(event):",
      '    print("{\\"verdicts\\": \\"1\\"}")',
      '    sys.stdout.write("x" * 100000)',
      '    os.write(1, b"not json\\n")',
      '    os.write(2, b"noise\\n" * 10000)',
      '    return sys.stdin.read() == "" and os.read(0, 5) == b""',
      "",
    ].join("\n");
    expect(await judge(module, [{}, {}])).toEqual([{ alerts: true }, { alerts: true }]);
    await next();
  });

  test.each([
    ["a syntax error", "def rule(event)\n", "rules/x.py: SyntaxError: expected ':' (x.py, line 1)"],
    ["a null character", "def rule(event):\n    return '\0'\n", "rules/x.py: "],
    ["a lone surrogate", "def rule(event):\n    return '\ud800'\n", "rules/x.py: UnicodeEncodeError"],
    ["an error at once", "x = 1\nraise ValueError('no')\n", "rules/x.py: ValueError: no (line 2)"],
    ["an exit at once", "import sys\nsys.exit()\n", "rules/x.py: SystemExit"],
    ["a missing import", "import panther_no_such_helper\n", "rules/x.py: ModuleNotFoundError"],
    ["no rule()", "x = 1\n", "rules/x.py: AssertionError"],
    ["nothing but brackets", `x = ${"(".repeat(5000)}\n`, "rules/x.py: "],
  ])("with %s is refused", async (_, module, message) => {
    await expect((engine as OpenEngine).load(filesOf(module))).rejects.toThrow(message);
    await next();
  });

  test("can import nothing from the working directory", async () => {
    expect(existsSync("src"), "a folder here that would be a module").toBe(true);
    await expect(
      (engine as OpenEngine).load(filesOf("import src\n\n\ndef rule(event):\n    return True\n")),
    ).rejects.toThrow("No module named 'src'");
  });

  test("that never returns is ended, and the event is named", async () => {
    const impatient = await makePantherEngine({ seconds: 1 }).open();
    if ("missing" in impatient) throw new Error(impatient.missing);
    try {
      const module = 'def rule(event):\n    while event.get("a") == 3:\n        pass\n    return True\n';
      const verdicts = await judge(module, [{ a: 1 }, { a: 2 }, { a: 3 }, { a: 4 }], impatient);
      const [, , hanging, after] = verdicts;
      expect(verdicts.slice(0, 2)).toEqual([{ alerts: true }, { alerts: true }]);
      expect(hanging).toEqual({ error: "rule: it did not finish within 1 s" });
      expect(after).toEqual({ error: expect.stringContaining("not run") });
      const regex = 'import re\n\n\ndef rule(event):\n    return bool(re.match("(a+)+$", "a" * 60 + "b"))\n';
      expect(await judge(regex, [{}], impatient)).toEqual([{ error: "rule: it did not finish within 1 s" }]);
      await expect(impatient.load(filesOf("while True:\n    pass\n"))).rejects.toThrow("it did not finish within 1 s");
      expect(await judge(ruleOf('event.get("a") == 4'), [{ a: 4 }], impatient)).toEqual([{ alerts: true }]);
    } finally {
      await impatient.close();
    }
  });

  test("that ends the process is an error, and the next rule runs", async () => {
    const module = 'import os\n\n\ndef rule(event):\n    return event.get("a") == 1 or os._exit(3)\n';
    const verdicts = await judge(module, [{ a: 1 }, { a: 2 }, { a: 1 }]);
    expect(verdicts).toEqual([
      { alerts: true },
      { error: "rule: it ended (exit code 3)" },
      { error: expect.stringContaining("not run") },
    ]);
    await next();
  });

  test("that changes its event changes no other rule's", async () => {
    const event = { a: { b: ["x"] } };
    const module =
      'def rule(event):\n    event.get("a").copy()["b"].append("y")\n    event.to_dict()["a"] = 1\n    return True\n';
    expect(await judge(module, [event])).toEqual([{ alerts: true }]);
    expect(await alerts('len(event.deep_get("a", "b")) == 1', event)).toEqual([true]);
  });

  test("cannot reach another module's names", async () => {
    await judge("LEFT = 1\n\n\ndef rule(event):\n    return True\n", [{}]);
    expect(await alerts("LEFT == 1", {})).toEqual([expect.stringContaining("NameError")]);
  });
});

describe.skipIf(!engine)("a document under which Panther would not run the module, or not it alone", () => {
  test.each([
    [{ Filename: "y.py" }, "Filename"],
    [{ AnalysisType: "policy" }, "AnalysisType"],
    [{ RuleID: 7 }, "RuleID"],
    [{ Severity: "HIGH" }, "Severity"],
    [{ LogTypes: ["AWS.S3ServerAccess"] }, "LogTypes"],
    [{ Threshold: 2 }, "Threshold"],
    [{ InlineFilters: [{ All: [] }] }, "InlineFilters"],
    [{ Detection: [] }, "Detection"],
  ])("%j", async (document, key) => {
    await expect((engine as OpenEngine).load(filesOf(ruleOf("True"), document))).rejects.toThrow(key);
  });

  test("files that are not a module and a document", async () => {
    await expect((engine as OpenEngine).load(filesOf(ruleOf("True")).slice(1))).rejects.toThrow(
      "0 files that end in .py",
    );
  });
});

describe.skipIf(!engine)("the engine as a whole", () => {
  test("gives the version of what it runs", () => {
    expect((engine as OpenEngine).version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  test("holds more rules than the process keeps, and judges in turn whoever asks", async () => {
    const rules = await Promise.all(
      Array.from({ length: 300 }, (_, number) =>
        (engine as OpenEngine).load(filesOf(ruleOf(`event.get("n") == ${number}`))),
      ),
    );
    const events = Array.from({ length: 300 }, (_, n) => ({ n }));
    const verdicts = await Promise.all(
      rules.map((rule, number) => rule.judge([events[number] as JsonObject, { n: -1 }])),
    );
    expect(new Set(verdicts.map((one) => JSON.stringify(one)))).toEqual(
      new Set(['[{"alerts":true},{"alerts":false}]']),
    );
  });

  test("leaves no process behind, and nobody waiting", async () => {
    const opened = await pantherEngine.open();
    if ("missing" in opened) throw new Error(opened.missing);
    const loaded = await opened.load(filesOf("import os\n\n\ndef rule(event):\n    raise ValueError(os.getpid())\n"));
    const [verdict] = await loaded.judge([{}]);
    const pid = /\d+/.exec((verdict as { error: string }).error)?.[0] as string;
    expect(existsSync(`/proc/${pid}`) || process.platform !== "linux").toBe(true);
    await opened.close();
    expect(existsSync(`/proc/${pid}`)).toBe(false);
    await expect(loaded.judge([{}])).rejects.toThrow("the engine is closed");
  });
});

describe("without Panther's tools", () => {
  const before = process.env[PYTHON_VARIABLE];
  afterEach(() => {
    if (before === undefined) delete process.env[PYTHON_VARIABLE];
    else process.env[PYTHON_VARIABLE] = before;
  });

  test.each([["/no/such/python"], ["/bin/cat"], [process.execPath]])(
    "%s is no Python with them: not there, with the way to install them",
    async (python) => {
      process.env[PYTHON_VARIABLE] = python;
      const opened = await pantherEngine.open();
      expect(opened).toEqual({
        missing: expect.stringMatching(/^panther_core is not installed: `pip install panther-analysis-tool==/),
      });
      expect((opened as { missing: string }).missing).toContain(python);
    },
  );
});

describe("what was sent", () => {
  test("is sent once, and named by ranges", () => {
    const sent = new SentEvents();
    const events = Array.from({ length: 5 }, (_, n) => ({ n }));
    expect(sent.addNew(events.slice(0, 3))).toEqual(['{"n":0}', '{"n":1}', '{"n":2}']);
    expect(sent.addNew([...events.slice(1), { n: 4 }])).toEqual(['{"n":3}', '{"n":4}', '{"n":4}']);
    const inOrder = [0, 1, 3, 2, 3, 3].map((at) => events[at] as JsonObject);
    expect(sent.rangesOf(inOrder)).toEqual([
      [0, 1],
      [3, 3],
      [2, 3],
      [3, 3],
    ]);
  });
});
