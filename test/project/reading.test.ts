import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { LARGEST_SOURCE } from "../../src/project/read-text.ts";
import { makeFolder, ruleText, tocsin } from "../cli/support.ts";

const check = (folder: string, ...paths: string[]) => tocsin(folder, ["check", ...paths]);

describe("a file is refused by name where it", () => {
  test("isn't there", async () => {
    const { exitCode, out } = await check(makeFolder(), "nope.tocsin");
    expect(exitCode).toBe(2);
    expect(out).toContain("no such file");
    expect(out).toContain("--> nope.tocsin");
  });

  test("is too long, however little of it is a rule", async () => {
    const folder = makeFolder({ "rules/a.tocsin": `${ruleText()}//${"x".repeat(LARGEST_SOURCE)}` });
    const { exitCode, out } = await check(folder);
    expect(exitCode).toBe(2);
    expect(out).toMatch(/D6005.*at most 1,048,576/);
    expect(out).toContain("--> rules/a.tocsin");
  });

  test("isn't UTF-8", async () => {
    const bytes = Buffer.concat([Buffer.from(`${ruleText()}// caf`), Buffer.from([0xe9, 0x0a])]);
    const { exitCode, out } = await check(makeFolder({ "rules/a.tocsin": bytes }));
    expect(exitCode).toBe(2);
    expect(out).toMatch(/D6006.*line 16/);
  });

  test("is a link that leads out of the project", async () => {
    const outside = makeFolder({ "secret.tocsin": ruleText() });
    const folder = makeFolder({ "rules/a.tocsin": ruleText({ id: "B.Rule" }) });
    symlinkSync(join(outside, "secret.tocsin"), join(folder, "rules/b.tocsin"));
    const { exitCode, out } = await check(folder);
    expect(exitCode).toBe(2);
    expect(out).toMatch(/D6007[\s\S]*--> rules\/b.tocsin/);
    expect(out).not.toContain("CreateUser");
  });

  test("is imported through a folder that leads out of the project", async () => {
    const outside = makeFolder({ "names.tocsin": 'let names = ["x"]\n' });
    const folder = makeFolder({
      "rules/a.tocsin": `import "lib/names.tocsin"\n\n${ruleText({ when: "eventName in names" })}`,
    });
    symlinkSync(outside, join(folder, "rules/lib"));
    const { exitCode, out } = await check(folder);
    expect(exitCode).toBe(2);
    expect(out).toMatch(/D6007[\s\S]*--> rules\/lib\/names.tocsin/);
  });

  test("is a link that leads in a circle, or nowhere", async () => {
    const folder = makeFolder({ "rules/a.tocsin": ruleText() });
    symlinkSync("b.tocsin", join(folder, "rules/b.tocsin"));
    symlinkSync("gone.tocsin", join(folder, "rules/c.tocsin"));
    const { exitCode, out } = await check(folder);
    expect(exitCode).toBe(2);
    expect(out).toContain("lead in a circle");
    expect(out).toContain("no such file");
  });

  test.skipIf(process.platform === "win32")("is a pipe, without waiting for it", async () => {
    const folder = makeFolder({ "rules/a.tocsin": ruleText() });
    execFileSync("mkfifo", [join(folder, "rules/b.tocsin")]);
    const { exitCode, out } = await check(folder);
    expect(exitCode).toBe(2);
    expect(out).toContain("no ordinary file");
  });

  test("has the name of a rule and is a folder: that is only a folder", async () => {
    const folder = makeFolder({ "rules/a.tocsin/b.tocsin": ruleText() });
    expect((await check(folder)).out).toContain("1 rule in 1 file");
  });
});

describe("what is looked at", () => {
  test("a link within the project is a file like any other", async () => {
    const folder = makeFolder({
      "rules/a.tocsin": ruleText(),
      "more/b.tocsin": ruleText({ id: "B.Rule", title: "Another" }),
    });
    symlinkSync("../more/b.tocsin", join(folder, "rules/b.tocsin"));
    expect(await check(folder)).toMatchObject({ exitCode: 0, out: expect.stringContaining("2 rules in 2 files") });
  });

  test("a link to a folder is left out with a warning", async () => {
    const folder = makeFolder({ "rules/a.tocsin": ruleText() });
    symlinkSync(".", join(folder, "rules/again"));
    const { exitCode, out } = await check(folder);
    expect(out).toContain("warning D6008");
    expect(exitCode).toBe(0);
  });

  test("hidden folders and node_modules are not", async () => {
    const folder = makeFolder({
      "rules/a.tocsin": ruleText(),
      "rules/.old/b.tocsin": "broken",
      "rules/node_modules/c.tocsin": "broken",
    });
    expect((await check(folder)).exitCode).toBe(0);
  });

  test("a folder without rules, or no folder, is an error", async () => {
    const folder = makeFolder({ "notes.txt": "" });
    expect(await check(folder)).toMatchObject({
      exitCode: 2,
      out: expect.stringContaining("There is no folder `rules`"),
    });
    mkdirSync(join(folder, "rules"));
    expect(await check(folder)).toMatchObject({
      exitCode: 2,
      out: expect.stringContaining("no `.tocsin` file in `rules`"),
    });
  });

  test("a file that is named twice is looked at once", async () => {
    const folder = makeFolder({ "rules/a.tocsin": ruleText() });
    expect(await check(folder, "rules", "rules/a.tocsin", "./rules/../rules")).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining("1 rule in 1 file"),
    });
  });

  test("the order of files is the same whatever order they are found in", async () => {
    const broken = (id: string) => ruleText({ id, when: "eventNme exists" });
    const names = ["b/a", "b.b", "a", "B", "ä", "b/a-1"];
    const folder = makeFolder(
      Object.fromEntries(names.map((name, at) => [`rules/${name}.tocsin`, broken(`R${at}.X`)])),
    );
    const { out } = await check(folder);
    const shown = [...out.matchAll(/--> rules\/(.*)\.tocsin/g)].map((found) => found[1]);
    expect(shown).toEqual(["B", "a", "b.b", "b/a-1", "b/a", "ä"]);
  });
});

describe("the configuration", () => {
  const files = {
    "tocsin.config.yaml": "rules: detections\nout: packs\ntargets: [panther]\n",
    "detections/aws/a.tocsin": ruleText(),
  };

  test("is found upwards, and its paths start from where it lies", async () => {
    const folder = makeFolder(files);
    const { exitCode, out } = await tocsin(join(folder, "detections/aws"), ["build"]);
    expect(out).toContain("Wrote ../../packs");
    expect(exitCode).toBe(0);
  });

  test("problems are named from where the command runs", async () => {
    const folder = makeFolder({ ...files, "detections/aws/a.tocsin": ruleText({ when: "eventNme exists" }) });
    const below = join(folder, "detections/aws");
    expect((await tocsin(below, ["check"])).out).toContain("--> a.tocsin:");
    expect(JSON.parse((await tocsin(below, ["check", "--format", "json"])).out).diagnostics[0].path).toBe("a.tocsin");
    expect((await tocsin(folder, ["check"])).out).toContain("--> detections/aws/a.tocsin:");
  });

  test("with an error stops every command, at its line", async () => {
    const folder = makeFolder({ ...files, "tocsin.config.yaml": "rules: detections\ntargets: [panter]\n" });
    for (const command of [["check"], ["test"], ["build"], ["fmt"], ["hunt", "x.json"], ["explain", "A.Rule"]]) {
      const { exitCode, out } = await tocsin(folder, command);
      expect(exitCode, command[0]).toBe(2);
      expect(out, command[0]).toMatch(/closest name is `panther`/);
      expect(out, command[0]).toContain("tocsin.config.yaml:2:1");
    }
  });

  test("that is a folder, or no UTF-8, is an error", async () => {
    const folder = makeFolder({ "rules/a.tocsin": ruleText() });
    mkdirSync(join(folder, "tocsin.config.yaml"));
    expect(await check(folder)).toMatchObject({ exitCode: 2, out: expect.stringContaining("it is a folder") });
    const other = makeFolder({ "rules/a.tocsin": ruleText(), "tocsin.config.yaml": Buffer.from([0x72, 0xff]) });
    expect(await check(other)).toMatchObject({ exitCode: 2, out: expect.stringContaining("isn't UTF-8") });
  });
});
