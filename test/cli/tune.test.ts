/** Tuning files and lists in a project: every command sees the tuned rule, and packs say why it is one. */
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { makeFolder, ruleText, tocsin } from "./support.ts";

const more = `event hit { "eventSource": "iam.amazonaws.com", "eventName": "CreateUser", "userAgent": "curl" }

  test "a call of it"   alerts  as hit
  test "by terraform"   alerts  as hit with { "userAgent": "terraform/1.9" }
  test "another call"   ignores as hit with { "eventName": "DeleteUser" }
  test "a day of it"    alerts  file "logs/day.json"`;

const TUNE = `let tools = lines("lists/tools.txt")

tune A.Rule {
  reason   = "Terraform creates users here."
  severity = info

  unless userAgent contains tools nocase

  test "terraform" ignores as hit with { "userAgent": "Terraform" }
  test "still"     alerts  as hit
}
`;
const RECORD = {
  eventVersion: "1.08",
  eventSource: "iam.amazonaws.com",
  eventName: "CreateUser",
  userAgent: "pulumi",
  eventID: "1",
};
const FILES = {
  "rules/a.tocsin": ruleText({ more }),
  "rules/b.tocsin": ruleText({ id: "B.Rule", title: "Another title" }),
  "rules/our/tuning.tocsin": TUNE,
  "rules/lists/tools.txt": "# what creates users\nterraform\npulumi\n",
  "rules/logs/day.json": JSON.stringify({ Records: [RECORD] }),
};
const read = (folder: string, path: string) => readFileSync(join(folder, path), "utf8");

describe("all commands see the tuned rule", () => {
  test("check counts it as one rule", async () => {
    expect(await tocsin(makeFolder(FILES), ["check"])).toEqual({
      exitCode: 0,
      out: "2 rules in 3 files: no problems.\n",
      err: "",
    });
  });

  test("test runs the rule's own tests untuned and the tune's tuned", async () => {
    const folder = makeFolder(FILES);
    expect((await tocsin(folder, ["test"])).out).toBe("2 rules, 8 tests passed\n");
    writeFileSync(join(folder, "rules/our/tuning.tocsin"), TUNE.replace('"Terraform" }', '"wget" }'));
    const { exitCode, out } = await tocsin(folder, ["test"]);
    expect(exitCode).toBe(1);
    expect(out).toContain("2 rules, 7 tests passed, 1 failed");
    // The exception is shown, and known where it stands.
    const note = '`userAgent contains tools nocase` is false: `userAgent` is "wget"';
    expect(out).toContain(note);
    const { diagnostics } = JSON.parse((await tocsin(folder, ["test", "--format", "json"])).out);
    const [problem] = diagnostics as { related: { message: string; path: string; start: { line: number } }[] }[];
    const place = problem?.related.find(({ message }) => message === note);
    expect([place?.path, place?.start.line]).toEqual(["rules/our/tuning.tocsin", 7]);
  });

  test("hunt leaves out what the tune leaves out", async () => {
    const folder = makeFolder(FILES);
    const hits = async (...words: string[]) =>
      JSON.parse((await tocsin(folder, ["hunt", "rules/logs/day.json", "--format", "json", ...words])).out).found.map(
        (one: { rule: string; severity: string }) => `${one.rule} ${one.severity}`,
      );
    expect(await hits()).toEqual(["B.Rule low"]);
    expect(await hits("--rules", "rules/a.tocsin")).toEqual([]);
    rmSync(join(folder, "rules/our/tuning.tocsin"));
    expect(await hits()).toEqual(["A.Rule low", "B.Rule low"]);
  });

  test("explain shows where, why and what", async () => {
    const { out } = await tocsin(makeFolder(FILES), ["explain", "A.Rule"]);
    expect(out).toContain("A title (info)");
    expect(out).toMatch(
      /tuned rules\/our\/tuning\.tocsin:3\n {2}Terraform creates users here\.\nand unless:\n {2}- userAgent contains tools nocase/,
    );
    const { out: json } = await tocsin(makeFolder(FILES), ["explain", "A.Rule", "--format", "json"]);
    expect(JSON.parse(json).tuned).toMatchObject({
      path: "rules/our/tuning.tocsin",
      line: 3,
      reason: "Terraform creates users here.",
    });
  });

  test("explain names its file from where the command runs", async () => {
    const folder = join(makeFolder({ ...FILES, "tocsin.config.yaml": "rules: rules\n" }), "rules/our");
    expect((await tocsin(folder, ["explain", "A.Rule"])).out).toMatch(/^tuned tuning\.tocsin:3$/m);
    const { out: json } = await tocsin(folder, ["explain", "A.Rule", "--format", "json"]);
    expect(JSON.parse(json).tuned.path).toBe("tuning.tocsin");
  });

  test("a loss that the tune itself brings says where it can be accepted", async () => {
    const tune = 'tune A.Rule {\n  reason = "Known."\n  unless requestParameters.a ends with "x"\n}\n';
    const { out } = await tocsin(makeFolder({ ...FILES, "rules/our/tuning.tocsin": tune }), ["check"]);
    expect(out).toContain("error D4002 not-exact: On Elastic this is narrower");
    expect(out).toContain("say it there in another way, or accept it in the rule's own file with `elastic {");
  });

  test("dump shows the narrowed condition, and the tune's tree", async () => {
    const folder = makeFolder(FILES);
    expect((await tocsin(folder, ["dump", "--stage", "ir", "rules/a.tocsin"])).out).toContain(
      '["terraform", "pulumi"] nocase',
    );
    const ast = (await tocsin(folder, ["dump", "--stage", "ast", "rules/our/tuning.tocsin"])).out;
    expect(ast).toContain("tune 3:1-");
    expect(ast).toContain("value: lines 1:13-1:37");
  });
});

describe("only some files are asked for", () => {
  test("a rule is tuned all the same", async () => {
    const { out } = await tocsin(makeFolder(FILES), ["test", "rules/a.tocsin"]);
    expect(out).toBe("1 rule, 6 tests passed\n");
  });

  test("a tuning file brings the rules that it tunes, and no others", async () => {
    const { out } = await tocsin(makeFolder(FILES), ["test", "rules/our"]);
    expect(out).toBe("1 rule, 6 tests passed\n");
  });

  test("--filter keeps the tune of a rule that it keeps", async () => {
    const { out } = await tocsin(makeFolder(FILES), ["test", "--filter", "A.Rule"]);
    expect(out).toContain("6 tests passed");
  });

  test("another rule is left alone, and problems of a tune that isn't its own stay away", async () => {
    const folder = makeFolder({
      ...FILES,
      "rules/our/tuning.tocsin": TUNE.replace("severity = info", "severity = dire"),
    });
    expect((await tocsin(folder, ["check", "rules/b.tocsin"])).exitCode).toBe(0);
    expect((await tocsin(folder, ["check", "rules/a.tocsin"])).exitCode).toBe(1);
  });

  test("what a tuning file of several rules says of the others is no problem", async () => {
    const tune = `${TUNE}\ntune B.Rule {\n  reason  = "Known."\n  enabled = false\n}\n`;
    const { out, exitCode } = await tocsin(makeFolder({ ...FILES, "rules/our/tuning.tocsin": tune }), [
      "check",
      "rules/a.tocsin",
    ]);
    expect([exitCode, out]).toEqual([0, "1 rule in 1 file: no problems.\n"]);
  });

  test("a rule that no file has is an error there too, with the nearest", async () => {
    const folder = makeFolder({ ...FILES, "rules/our/tuning.tocsin": TUNE.replace("A.Rule", "A.Rul") });
    const { out, exitCode } = await tocsin(folder, ["check", "rules/our/tuning.tocsin"]);
    expect(exitCode).toBe(1);
    expect(out).toContain("D2030");
    expect(out).toContain("`A.Rule`");
  });

  test("fmt touches the files that were named", async () => {
    const folder = makeFolder({
      ...FILES,
      "rules/our/tuning.tocsin": TUNE.replace("severity = info", "severity=info"),
    });
    expect((await tocsin(folder, ["fmt", "rules/a.tocsin"])).out).not.toContain("tuning");
    expect((await tocsin(folder, ["fmt", "--check"])).out).toContain("rules/our/tuning.tocsin");
  });
});

describe("packs", () => {
  test("carry the reason, the tests that hold, and what they were made from", async () => {
    const folder = makeFolder(FILES);
    expect((await tocsin(folder, ["build"])).exitCode).toBe(0);
    const [entry] = JSON.parse(read(folder, "dist-rules/manifest.json")).rules;
    expect(entry.tuned).toMatchObject({ file: "rules/our/tuning.tocsin", reason: "Terraform creates users here." });
    expect(Object.keys(entry.lists)).toEqual(["rules/lists/tools.txt"]);
    const panther = read(folder, "dist-rules/panther/rules/aws_cloudtrail_rules/a_rule.yml");
    expect(panther).toContain("Terraform creates users here.");
    expect([...panther.matchAll(/- Name: (.*)/g)].map((match) => match[1])).toEqual([
      "a call of it",
      "another call",
      "terraform",
      "still",
    ]);
    expect(panther).toContain("Severity: Info");
    for (const path of ["elastic/rules/persistence_a_title.toml", "splunk/contentctl/detections/cloud/a_title.yml"])
      expect(read(folder, `dist-rules/${path}`)).toContain("Terraform creates users here.");
  });

  test("are stale when the list, the reason or the tune changes", async () => {
    const folder = makeFolder(FILES);
    const check = async () => (await tocsin(folder, ["build", "--check"])).exitCode;
    await tocsin(folder, ["build"]);
    expect(await check()).toBe(0);
    const change = async (path: string, text: string, before: string) => {
      writeFileSync(join(folder, path), text);
      const stale = await check();
      writeFileSync(join(folder, path), before);
      return stale;
    };
    const list = FILES["rules/lists/tools.txt"];
    expect(await change("rules/lists/tools.txt", `${list}cdk\n`, list)).toBe(1);
    expect(await change("rules/lists/tools.txt", `${list}# a comment\n`, list)).toBe(1);
    expect(await change("rules/our/tuning.tocsin", TUNE.replace("here", "there"), TUNE)).toBe(1);
    expect(await change("rules/our/tuning.tocsin", "// nothing\n", TUNE)).toBe(1);
    expect(await check()).toBe(0);
  });

  test("a failing test of the rule itself still stops the build", async () => {
    const folder = makeFolder({
      ...FILES,
      "rules/a.tocsin": ruleText({ more: more.replace("CreateUser", "GetUser") }),
    });
    const { exitCode, out } = await tocsin(folder, ["build"]);
    expect(exitCode).toBe(1);
    expect(out).toContain('test "a call of it"');
  });

  test("switched off", async () => {
    const folder = makeFolder({
      ...FILES,
      "rules/our/tuning.tocsin": 'tune A.Rule {\n  reason  = "No IAM here."\n  enabled = false\n}\n',
    });
    expect((await tocsin(folder, ["build"])).exitCode).toBe(0);
    expect(read(folder, "dist-rules/panther/rules/aws_cloudtrail_rules/a_rule.yml")).toContain("Enabled: false");
  });
});

describe("the list's file", () => {
  const without = (list: string | Uint8Array) => makeFolder({ ...FILES, "rules/lists/tools.txt": list });

  test("missing: the nearest one", async () => {
    const folder = makeFolder({ ...FILES, "rules/our/tuning.tocsin": TUNE.replace("tools.txt", "tool.txt") });
    const { out, exitCode } = await tocsin(folder, ["check"]);
    expect(exitCode).toBe(1);
    expect(out).toContain("D2040");
    expect(out).toContain("`lists/tools.txt`");
    const moved = makeFolder({
      ...FILES,
      "rules/our/tuning.tocsin": TUNE.replace("lists/tools", "somewhere/else/tools"),
    });
    expect((await tocsin(moved, ["check"])).out).toContain("The closest name is `lists/tools.txt`.");
  });

  test("a folder, bytes that are no UTF-8, too many bytes", async () => {
    const folder = makeFolder({ ...FILES, "rules/our/tuning.tocsin": TUNE.replace("lists/tools.txt", "lists") });
    expect((await tocsin(folder, ["check"])).out).toContain("it is a folder");
    const latin = await tocsin(without(new Uint8Array([0x61, 0x0a, 0xe4])), ["check"]);
    expect(latin.out).toMatch(/D6006[\s\S]*line 2/);
    expect((await tocsin(without("a\n".repeat(600_000)), ["check"])).out).toContain("D6005");
  });

  test("the place of what is wrong is in the list", async () => {
    expect((await tocsin(without("a\n\u202eb"), ["check"])).out).toContain("rules/lists/tools.txt:2:1");
  });

  test("a link may not lead out of the project", async () => {
    const elsewhere = makeFolder({ "secret.txt": "secret" });
    const folder = makeFolder(FILES);
    rmSync(join(folder, "rules/lists/tools.txt"));
    symlinkSync(join(elsewhere, "secret.txt"), join(folder, "rules/lists/tools.txt"));
    const file = await tocsin(folder, ["check"]);
    expect(file.out).toContain("D6007");
    expect(file.out).not.toContain("secret\n");
    rmSync(join(folder, "rules/lists"), { recursive: true });
    symlinkSync(elsewhere, join(folder, "rules/lists"));
    writeFileSync(join(folder, "rules/our/tuning.tocsin"), TUNE.replace("tools.txt", "secret.txt"));
    expect((await tocsin(folder, ["check"])).out).toContain("D6007");
    rmSync(join(folder, "rules/lists"));
    mkdirSync(join(folder, "rules/lists"));
  });

  test("a rule file is no list", async () => {
    const folder = makeFolder({ ...FILES, "rules/our/tuning.tocsin": TUNE.replace("lists/tools.txt", "a.tocsin") });
    expect((await tocsin(folder, ["check"])).out).toContain("D2040");
  });
});
