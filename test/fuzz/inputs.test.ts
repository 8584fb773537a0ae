/** Configurations, logs and command lines, mangled and of any characters. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { readLogText } from "../../src/cases/read-log.ts";
import { Report } from "../../src/diagnostics/problem.ts";
import { readConfig } from "../../src/project/read-config.ts";
import { makeFolder, ruleText, tocsin } from "../cli/support.ts";
import { fuzz } from "./limits.ts";
import { anyText, mangled } from "./mangle.ts";

const CONFIGS = [
  "rules: rules\nout: dist-rules\ntargets: [panther, elastic]\npack:\n  name: mine\n  version: 1.2.3\n  author: Somebody\n",
  "# a comment\npack: { name: mine, version: '0.1.0', license: \"Apache-2.0\" }\n",
  "rules: |\n  rules\nout: >-\n  a\n  b\n? x\n: y\n",
];

test("configurations", { timeout: 3_600_000 }, () =>
  fuzz(8, fc.oneof(mangled(CONFIGS), anyText), (text) => {
    const report = new Report();
    const config = readConfig({ path: "tocsin.config.yaml", text }, report);
    expect(config === undefined).toBe(report.hasErrors);
    for (const { span } of report.diagnostics)
      expect(span.start >= 0 && span.start <= span.end && span.end <= text.length).toBe(true);
  }),
);

const call =
  '{"eventSource":"iam.amazonaws.com","eventName":"CreateUser","userIdentity":{"type":"Root"},"requestParameters":null}';
const LOGS = [
  call,
  `${call}\n${call}\n${call}\n`,
  `{"Records":[${call},${call}]}`,
  `{\n  "Records": [\n    ${call}\n  ]\n}`,
  `{"version":"0","detail":${call}}`,
  `{"logEvents":[{"message":${JSON.stringify(call)}}]}`,
  `[${call}, 1, "x", null]`,
];

test("logs", { timeout: 3_600_000 }, () =>
  fuzz(17, fc.oneof({ weight: 4, arbitrary: mangled(LOGS) }, { weight: 1, arbitrary: anyText }), (text) => {
    const items = readLogText(text);
    for (const item of items) {
      if (item.kind === "rejected") expect(item.why).not.toBe("");
      else expect(typeof item.event.eventName).toBe("string");
    }
    // What has anything in it gives at least one item, unless all of it is an empty list.
    if (items.length === 0) expect(text.replace(/^\ufeff/, "")).toMatch(/^[\s\ufeff]*$|\[\s*\]/);
  }),
);

// `..` leads no higher than the folder that is made for this: it lies four levels below.
const WORDS =
  "check test build verify fmt explain coverage hunt dump completion init new help nope --help -h --version --format json github sarif junit pretty xml --check --quiet -q --filter --target panther elastic splunk panther,elastic , --out out dist-rules rules . .. --navigator layer.json x.txt --stage tokens ast ir --only --rules log.json rules/a.tocsin - -- --event iam:CreateUser s3 A.Rule New.Rule D2001 T1078 TA0001 eventName userIdentity.arn in cidr bash zsh fish --thorough --complete --write = -f=json --format=json".split(
    " ",
  );
const odd = fc.oneof(
  fc.constantFrom(
    "",
    " ",
    "\u001b[2J",
    "\n::error::x",
    "__proto__",
    "constructor",
    "*",
    "$(id)",
    "`id`",
    "é",
    "%00",
    "a".repeat(5000),
  ),
  fc.string({ maxLength: 8 }).map((text) => text.replaceAll("/", "_").replaceAll("\u0000", "_").replaceAll("..", "__")),
);
const commandLine = fc
  .tuple(
    fc.constantFrom(...WORDS.slice(0, 13)),
    fc.array(fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...WORDS) }, { weight: 1, arbitrary: odd }), {
      maxLength: 6,
    }),
  )
  .map(([command, words]) => [command, ...words])
  // A watch ends only when somebody ends it.
  .filter((words) => !words.some((word) => /^-[a-zA-Z]*w|^--wa?t?c?h?$/.test(word)));

test("command lines", { timeout: 3_600_000 }, async () => {
  const top = "a/b/c/d";
  const files = {
    [`${top}/rules/a.tocsin`]: ruleText(),
    [`${top}/log.json`]: `${call}\n`,
    [`${top}/tocsin.config.yaml`]: CONFIGS[0] as string,
  };
  let folder = "";
  let runs = 0;
  await fuzz(5, commandLine, async (words) => {
    // Some of the words write: now and then they begin anew.
    if (runs++ % 50 === 0) folder = makeFolder(files);
    const { exitCode, out, err } = await tocsin(`${folder}/${top}`, words, { input: ruleText() });
    expect(exitCode, err).toBeLessThan(3);
    if (exitCode === 2) expect(`${out}${err}`.trim()).not.toBe("");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(`${out}${err}`).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]|^\s+at .*:\d+:\d+|compiler bug/m);
  });
});
