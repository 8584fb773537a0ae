import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { missing, type Report, runValidator, type Validator } from "./run.ts";

const fixtures = fileURLToPath(new URL("./fixtures/", import.meta.url));
const fields = join(fixtures, "elastic/fields.json");
const scratch = mkdtempSync(join(tmpdir(), "validators-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const slow = 120_000;

/** The tests of one tool; skipped aloud when the tool is not installed. */
function describeTool(name: Validator, tests: () => void) {
  const why = missing(name);
  if (why !== undefined) console.log(why);
  describe.skipIf(why !== undefined).concurrent(name, tests);
}

async function reportOf(name: Validator, ...args: string[]): Promise<Report> {
  const outcome = await runValidator(name, args);
  if (outcome.status === "missing") throw new Error(outcome.why);
  return outcome.report;
}

/** A good pack with some files replaced by bad ones. */
function overlaid(good: string, bad: string): string {
  const folder = mkdtempSync(join(scratch, "overlay-"));
  for (const layer of [good, bad]) cpSync(join(fixtures, layer), folder, { recursive: true });
  return folder;
}

/** Each file has exactly the problems listed for it, told by a part of their text. */
function expectProblems(report: Report, expected: Readonly<Record<string, readonly string[]>>) {
  const found: Record<string, string[]> = {};
  for (const { file, message } of report.problems) found[file] = [...(found[file] ?? []), message];
  expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort());
  for (const [file, texts] of Object.entries(expected)) {
    expect(found[file], file).toHaveLength(texts.length);
    for (const text of texts) expect(found[file]?.join("\n"), file).toContain(text);
  }
}

describeTool("panther", () => {
  test("accepts the reference pack", { timeout: slow }, async ({ expect }) => {
    const report = await reportOf("panther", join(fixtures, "panther/good"));
    expect(report.problems).toEqual([]);
    expect(report).toMatchObject({ checked: 4, counts: { tests: 8, modules: 3 } });
  });

  test("finds each mistake", { timeout: slow }, async () => {
    const rules = "rules/aws_cloudtrail_rules";
    expectProblems(await reportOf("panther", join(fixtures, "panther/bad")), {
      "correlation_rules/aws_unknown_step.yml": ["'Bad.NoSuchRule' of this correlation is not in the pack"],
      packs: ["check-packs: "],
      "packs/bad.yml": ["includes item(s) that do not exist (Bad.NoSuchRule)"],
      "detections/aws_folder_not_walked.yml": ["the tool did not mention this file"],
      [`${rules}/aws_log_type.yml`]: ["LogTypes is ['AWS.CloudTrial']"],
      [`${rules}/aws_module_missing.yml`]: ["no module"],
      [`${rules}/aws_not_black.py`]: ["black would change it"],
      [`${rules}/aws_only_positive_tests.yml`]: ["a test that matches and a test that does not"],
      [`${rules}/aws_pylint.py`]: ["Unused variable 'name'"],
      [`${rules}/aws_rule_raises.yml`]: ["test 'Name is null' did not pass: [rule] AttributeError"],
      [`${rules}/aws_same_id_second.yml`]: ["Conflicting AnalysisID"],
      [`${rules}/aws_severity_in_capitals.yml`]: ["Key 'Severity' error"],
      [`${rules}/aws_short_dedup.yml`]: ["DedupPeriodMinutes for Bad.ShortDedup is less than 5"],
      [`${rules}/aws_syntax_error.py`]: ["black: error: cannot parse", "syntax-error"],
      [`${rules}/aws_syntax_error.yml`]: ["expected ':'"],
      [`${rules}/aws_test_fails.yml`]: ["test 'Bucket deleted' did not pass: [rule] false"],
      [`${rules}/aws_title_is_no_text.yml`]: ["function [title] returned [NoneType]"],
      [`${rules}/aws_unknown_key.yml`]: ["'Priority' not in list of valid keys"],
      [`${rules}/aws_unsorted_imports.py`]: ["isort would change it"],
      [`${rules}/aws_without_rule.py`]: ["no rule uses this module"],
    });
  });
});

describeTool("elastic", () => {
  const good = join(fixtures, "elastic/good");

  test("accepts the reference pack", { timeout: slow }, async ({ expect }) => {
    const report = await reportOf("elastic", good, fields);
    expect(report.problems).toEqual([]);
    expect(report.checked).toBe(6);
  });

  test("finds each mistake in a query", { timeout: slow }, async ({ expect }) => {
    const cases = read<{ eql?: string; kuery?: string; problem: string }>("bad-queries.json");
    const report = await reportOf("elastic", pack(cases.map(withQuery)), fields);
    for (const [index, { eql, kuery, problem }] of cases.entries())
      expect(messages(report, index), eql ?? kuery).toContain(problem);
  });

  test("finds each mistake in a rule", { timeout: slow }, async ({ expect }) => {
    const cases = read<{ from: string; to: string; problem: string }>("bad-rules.json");
    const changed = cases.map(({ from, to }) => (text: string) => {
      expect(text, from).toContain(from);
      return text.replace(from, () => to);
    });
    const report = await reportOf("elastic", pack(changed), fields);
    for (const [index, { to, problem }] of cases.entries()) expect(messages(report, index), to).toContain(problem);
  });

  test("finds an NDJSON that is not the one of the rules", { timeout: slow }, async ({ expect }) => {
    const folder = mkdtempSync(join(scratch, "ndjson-"));
    cpSync(good, folder, { recursive: true });
    const lines = readFileSync(join(good, "rules.ndjson"), "utf8").trim().split("\n");
    const changed = [lines[0]?.replace('"risk_score": 73', '"risk_score": 74'), ...lines.slice(2), "{"];
    writeFileSync(join(folder, "rules.ndjson"), changed.join("\n"));
    const found = (await reportOf("elastic", folder, fields)).problems.map(({ message }) => message).join("\n");
    expect(found).toContain("'risk_score' is not the one of the rule file");
    expect(found).toMatch(/the rule [0-9a-f-]+ has no line/);
    expect(found).toContain("JSON:");
  });

  test("names the line of the query", { timeout: slow }, async ({ expect }) => {
    const report = await reportOf(
      "elastic",
      pack([(text) => text.replace("event.action in", "event.actoin in")]),
      fields,
    );
    const lines = readFileSync(join(good, "rules", model), "utf8").split("\n");
    expect(report.problems.map(({ line }) => line)).toEqual([
      lines.findIndex((line) => line.includes("event.action in")) + 1,
    ]);
  });

  test("a runner that can't run is an error, not a verdict", async ({ expect }) => {
    mkdirSync(join(scratch, "empty"), { recursive: true });
    await expect(runValidator("elastic", [join(scratch, "no-such-folder"), fields])).rejects.toThrow(
      "the folder must exist",
    );
    await expect(runValidator("elastic", [join(scratch, "empty")])).rejects.toThrow(
      "usage: elastic.py PACK FIELDS.json",
    );
  });

  const model = "defense_evasion_aws_cloudtrail_stopped_or_deleted.toml";

  /** One rule file for each change of the model, with its own name and id. */
  function pack(changes: readonly ((text: string) => string)[]): string {
    const folder = mkdtempSync(join(scratch, "elastic-"));
    const text = readFileSync(join(good, "rules", model), "utf8");
    for (const [index, change] of changes.entries()) {
      const own = change(text)
        .replaceAll("AWS CloudTrail Stopped or Deleted", `AWS CloudTrail Stopped or Deleted ${index}`)
        .replace(
          /rule_id = "([0-9a-fA-F]{4})[0-9a-f]{4}/,
          (_, start) => `rule_id = "${start}${String(index).padStart(4, "0")}`,
        );
      writeFileSync(join(folder, file(index)), own);
    }
    return folder;
  }

  function withQuery({ eql, kuery }: { eql?: string; kuery?: string }) {
    return (text: string) => {
      const asked = text.replace(/'''\n[\s\S]*?'''/, () => `'''\n${eql ?? kuery}\n'''`);
      return eql
        ? asked
        : asked.replace('language = "eql"', 'language = "kuery"').replace('type = "eql"', 'type = "query"');
    };
  }

  const file = (index: number) => `defense_evasion_${index}.toml`;
  const read = <T>(name: string): T[] => JSON.parse(readFileSync(join(fixtures, "elastic", name), "utf8"));
  const messages = (report: Report, index: number) =>
    report.problems
      .filter((problem) => problem.file === file(index))
      .map(({ message }) => message)
      .join("\n");
});

describeTool("contentctl", () => {
  const good = "splunk/good/content";

  test("accepts the reference pack, and builds it", { timeout: slow }, async ({ expect }) => {
    const report = await reportOf("contentctl", join(fixtures, good), "build");
    expect(report.problems).toEqual([]);
    expect(report.checked).toBe(11);
  });

  test("finds each mistake", { timeout: slow }, async ({ expect }) => {
    const report = await reportOf("contentctl", overlaid(good, "splunk/bad/content"));
    const found = (name: string) =>
      report.problems
        .filter(({ file }) => basename(file) === `${name}.yml`)
        .map(({ message }) => message)
        .join("\n");
    for (const [name, text] of Object.entries({
      another_file_name: "The file name MUST be based off",
      bad_filter_macro: "does not contain the EXACT filter macro",
      bad_future_date: "is in the future",
      bad_message_field: "do not exist in the search: {'nobody'}",
      bad_missing_attack_data: "Path does not point to a file",
      bad_name_that_is_much_longer_than_the_sixty_seven_characters_allowed: "at most 67 characters",
      bad_no_rba: "expected to have an RBA object",
      bad_no_tests: "At least one test is REQUIRED",
      bad_one_drilldown: "required to have 2 drilldown_searches",
      bad_parent_with_sub: "Overlapping MITRE",
      bad_rba_on_hunting: "the RBA portion should be omitted",
      bad_status: "Invalid Value for status",
      bad_throttling_field: "throttle fields were missing from the search: ['nobody']",
      bad_unknown_data_source: "Unable to find: No Such Source",
      bad_unknown_key: "Unexpected Field: severity",
      bad_unknown_macro: "Unable to find: cloudtrial",
      bad_unknown_story: "Unable to find: No Such Story",
    }))
      expect(found(name), name).toContain(text);
    expect(report.problems.every(({ file }) => file.startsWith("detections/cloud/"))).toBe(true);
  });

  test("tells a folder that is missing", { timeout: slow }, async ({ expect }) => {
    const folder = overlaid(good, good);
    rmSync(join(folder, "playbooks"), { recursive: true });
    const report = await reportOf("contentctl", folder);
    expect(report.problems).toMatchObject([{ message: expect.stringContaining("the directory 'playbooks'") }]);
  });
});

describeTool("appinspect", () => {
  const good = "splunk/good/app/tocsin_cloudtrail";

  test("accepts the reference app", { timeout: slow }, async ({ expect }) => {
    const report = await reportOf("appinspect", join(fixtures, good));
    expect(report.problems).toEqual([]);
    expect(report.checked).toBeGreaterThan(200);
  });

  test("finds each mistake", { timeout: slow }, async () => {
    expectProblems(await reportOf("appinspect", overlaid(good, "splunk/bad/app")), {
      ".": ["A 'local' directory exists"],
      "app.manifest": ["does not match other versions"],
      "default/app.conf": [
        "No `[id]` section",
        "No [id] stanza",
        "0.2.0 specified in version",
        "warning: check_for_updates",
      ],
      "default/collections.conf": ["warning: App contains collections.conf"],
      "default/savedsearches.conf": ["scheduled real-time search", "high-occurring cron_schedule"],
      "local/savedsearches.conf": ["scheduled real-time search", "high-occurring cron_schedule"],
    });
  });

  test("finds a file that can't be parsed", { timeout: slow }, async () => {
    expectProblems(await reportOf("appinspect", overlaid(good, "splunk/bad/app-malformed")), {
      "default/savedsearches.conf": ["is malformed"],
    });
  });
});
