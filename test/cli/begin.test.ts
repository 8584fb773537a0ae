/** A stranger's first commands: `init`, `new`, `--filter`, `--watch`, `completion`. */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { makeFolder, ruleText, tocsin } from "./support.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

describe("init", () => {
  test("writes a project that is right, passes its tests, is in form and builds", async () => {
    const folder = makeFolder();
    const { exitCode, out } = await tocsin(folder, ["init"]);
    expect(exitCode).toBe(0);
    expect(out).toContain("tocsin test");
    expect(readdirSync(folder).sort()).toEqual([".github", "rules", "tocsin.config.yaml"]);
    for (const words of [["check"], ["test"], ["fmt", "--check"], ["build"], ["build", "--check"]]) {
      const ran = await tocsin(folder, words);
      expect(ran.exitCode, ran.out).toBe(0);
      expect(ran.out).not.toMatch(/warning|hint/);
    }
  });

  test("leaves what is there alone", async () => {
    const folder = makeFolder({ "tocsin.config.yaml": "out: packs\n" });
    const { exitCode, out } = await tocsin(folder, ["init"]);
    expect(exitCode).toBe(0);
    expect(out).toContain("kept   tocsin.config.yaml");
    expect(readFileSync(join(folder, "tocsin.config.yaml"), "utf8")).toBe("out: packs\n");
    expect((await tocsin(folder, ["init"])).out).not.toContain("Next");
  });

  test.each(["detections", "Ünï côde 9", "123", "___", '"; rm -rf'])("takes a folder called %j", async (name) => {
    const folder = makeFolder();
    expect((await tocsin(folder, ["init", name])).exitCode).toBe(0);
    expect((await tocsin(join(folder, name), ["build"])).exitCode).toBe(0);
  });

  test("where it can't write it says so", async () => {
    const { exitCode, out } = await tocsin(makeFolder({ file: "" }), ["init", "file/below"]);
    expect(exitCode).toBe(2);
    expect(out).toContain("is a file, not a folder");
  });

  test("says the next commands as they were begun: behind npx, if npx ran it", async () => {
    const environment = { npm_command: "exec" };
    expect((await tocsin(makeFolder(), ["init"], { environment })).out).toContain("  npx tocsin test ");
    expect((await tocsin(makeFolder(), ["new", "A.B"], { environment })).out).toContain(
      "`npx tocsin test rules/a/b.tocsin`",
    );
    expect((await tocsin(makeFolder(), ["init"])).out).not.toContain("npx");
  });

  test("its workflow is the one in the documentation", async () => {
    const folder = makeFolder();
    await tocsin(folder, ["init"]);
    expect(readFileSync(join(folder, ".github/workflows/rules.yml"), "utf8")).toBe(
      readFileSync(join(root, "docs/pull-request.yml"), "utf8"),
    );
  });
});

describe("new", () => {
  test.each([
    ["AWS.IAM.UserMade", ["--event", "iam:CreateUser"], "aws/iam/user-made.tocsin", "User made", '"CreateUser"'],
    [
      "AWS.KMS.KMSGrantMade2",
      ["-e", "kms.amazonaws.com:CreateGrant"],
      "aws/kms/kms-grant-made2.tocsin",
      "KMS grant made2",
      '"CreateGrant"',
    ],
    ["AWS.S3.Made", [], "aws/s3/made.tocsin", "Made", '"s3.amazonaws.com"'],
    ["Own.Thing_a-b", [], "own/thing-a-b.tocsin", "Thing a b", '"CreateUser"'],
  ])("%s is right, passes its tests and is in form", async (id, words, path, title, text) => {
    const folder = makeFolder({
      "tocsin.config.yaml": 'pack: { author: "A \\"quoted\\" team" }\n',
      "rules/z.tocsin": ruleText(),
    });
    const { exitCode, out } = await tocsin(folder, ["new", id, ...words]);
    expect(exitCode, out).toBe(0);
    const written = readFileSync(join(folder, "rules", path), "utf8");
    expect(written).toContain(`title           = "${title}"`);
    expect(written).toContain(text);
    for (const one of [["check"], ["test"], ["fmt", "--check", `rules/${path}`]]) {
      const ran = await tocsin(folder, one);
      expect(ran.exitCode, ran.out).toBe(0);
      expect(ran.out).not.toMatch(/warning|error/);
    }
  });

  test.each([
    ["no folder of rules", {}],
    ["rules with mistakes", { "rules/a.tocsin": ruleText({ when: "eventNme exists ((" }) }],
  ])("%s: the new rule is written all the same", async (_, files) => {
    const folder = makeFolder(files);
    const { exitCode, out } = await tocsin(folder, ["new", "B.Rule"]);
    expect(out).toBe(
      "wrote  rules/b/rule.tocsin\nNext: change what it looks for, then `tocsin test rules/b/rule.tocsin`.\n",
    );
    expect(exitCode).toBe(0);
    expect((await tocsin(folder, ["test", "rules/b/rule.tocsin"])).exitCode).toBe(0);
  });

  test.each([
    [["a.RULE"], "there is a rule `A.Rule`"],
    [["../../etc"], "is no rule id"],
    [["A..B"], "is no rule id"],
    [["x".repeat(200)], "is no rule id"],
    [["B.Rule", "-e", "iam:CreateUsr"], "Did you mean `CreateUser`"],
    [["B.Rule", "-e", "iamm:CreateUser"], "Did you mean `iam.amazonaws.com`"],
    [["B.Rule", "-e", "CreateUser"], "Write service and operation"],
    [["Taken.File"], "there is a file"],
  ])("%j is refused, and nothing is written", async (words, message) => {
    const folder = makeFolder({ "rules/a.tocsin": ruleText(), "rules/taken/file.tocsin": 'let a = ["b"]\n' });
    const { exitCode, out } = await tocsin(folder, ["new", ...words]);
    expect(out).toContain(message);
    expect(exitCode).toBe(2);
    expect(readdirSync(join(folder, "rules")).sort()).toEqual(["a.tocsin", "taken"]);
  });
});

describe("--filter", () => {
  const folder = () =>
    makeFolder({
      "rules/a.tocsin": ruleText({ id: "AWS.IAM.One" }),
      "rules/b.tocsin": ruleText({ id: "AWS.EC2.Two", title: "Second", when: 'eventNme == "x"' }),
      "rules/c.tocsin": ruleText({
        id: "AWS.IAM.Three",
        title: "Third",
        more: 'test "a rare name" ignores { "eventSource": "kms.amazonaws.com", "eventName": "CreateKey" }\n  test "another" alerts { "eventSource": "iam.amazonaws.com", "eventName": "CreateUser" }',
      }),
    });

  test.each([
    [["check", "--filter", "iam"], "2 rules in 2 files: no problems"],
    [["check", "--filter", "AWS.*.Three"], "1 rule in 1 file: no problems"],
    [["check", "--filter", "one", "--filter", "three"], "2 rules in 2 files: no problems"],
    [["test", "--filter", "IAM.One"], "1 rule, 2 tests passed"],
    [["test", "--filter", "rare name"], "1 rule, 1 test passed"],
    [["test", "--filter", "*rare*"], "1 rule, 1 test passed"],
  ])("%j", async (words, line) => {
    const { exitCode, out } = await tocsin(folder(), words);
    expect(out).toContain(line);
    expect(exitCode).toBe(0);
  });

  test("a rule with an error is found when it is meant", async () => {
    expect((await tocsin(folder(), ["check", "--filter", "EC2"])).exitCode).toBe(1);
  });

  test("nothing that fits is an error, with the nearest ids", async () => {
    const { exitCode, out } = await tocsin(folder(), ["check", "--filter", "AWS.IAM.Tree"]);
    expect(exitCode).toBe(2);
    expect(out).toContain("`AWS.IAM.Three`");
  });
});

describe("as a process", () => {
  const dist = mkdtempSync(join(tmpdir(), "tocsin-dist-"));
  execFileSync(process.execPath, [join(root, "scripts/bundle.mjs"), dist], { cwd: root });
  afterAll(() => rmSync(dist, { recursive: true, force: true }));

  test.each(["SIGINT", "SIGTERM"] as const)(
    "--watch runs again after a change, and ends with 0 on %s",
    async (signal) => {
      const folder = makeFolder({ "rules/a.tocsin": ruleText() });
      const child = spawn(process.execPath, [join(dist, "tocsin.cjs"), "test", "--watch"], { cwd: folder });
      let text = "";
      child.stdout.on("data", (part) => (text += part));
      child.stderr.on("data", (part) => (text += part));
      const until = async (fits: RegExp) => {
        for (let waited = 0; !fits.test(text) && waited < 20_000; waited += 20)
          await new Promise((done) => setTimeout(done, 20));
        expect(text).toMatch(fits);
        text = "";
      };
      await until(/2 tests passed[\s\S]*Waiting/);
      writeFileSync(join(folder, "rules/a.tocsin"), ruleText({ when: 'eventNme == "x"' }));
      await until(/D2001[\s\S]*Waiting/);
      writeFileSync(join(folder, "rules/b.tocsin"), ruleText({ id: "B.Rule", title: "Second" }));
      writeFileSync(join(folder, "rules/a.tocsin"), ruleText());
      await until(/4 tests passed[\s\S]*Waiting/);
      const ended = new Promise((done) => child.on("close", done));
      child.kill(signal);
      expect(await ended).toBe(0);
    },
  );

  test("completion: bash completes commands, options and their values", async () => {
    const { out } = await tocsin(makeFolder(), ["completion", "bash"]);
    const complete = (...words: string[]) => {
      const quotedWords = words.map((word) => `'${word}'`).join(" ");
      const script = `${out}\nCOMP_WORDS=(${quotedWords}); COMP_CWORD=${words.length - 1}; _tocsin; printf '%s\\n' "\${COMPREPLY[@]}"`;
      return spawnSync("bash", ["-c", script], { encoding: "utf8", cwd: root }).stdout.trim().split("\n");
    };
    expect(complete("tocsin", "he")).toEqual(["help"]);
    expect(complete("tocsin", "ch")).toEqual(["check"]);
    expect(complete("tocsin", "check", "--fo")).toEqual(["--format"]);
    expect(complete("tocsin", "check", "--format", "sa")).toEqual(["sarif"]);
    expect(complete("tocsin", "fmt", "READ")).toEqual(["README.md"]);
  });

  test.each(["zsh", "fish"])("completion for %s names every command", async (shell) => {
    const { out } = await tocsin(makeFolder(), ["completion", shell]);
    for (const command of ["init", "new", "check", "test", "build", "verify", "fmt", "explain", "hunt"])
      expect(out).toContain(command);
  });

  test("completion for another shell is refused", async () => {
    expect((await tocsin(makeFolder(), ["completion", "csh"])).err).toContain("Allowed choices are bash, zsh, fish");
  });
});
