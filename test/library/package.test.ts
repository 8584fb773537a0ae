/** The package as it would be published: packed, laid out, and used by a program of its own. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { publint } from "publint";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "tocsin-package-"));
const installed = join(folder, "node_modules/tocsin");

beforeAll(() => {
  execFileSync(process.execPath, [join(root, "scripts/bundle.mjs")], { cwd: root });
  execFileSync(process.execPath, [join(root, "scripts/bundle-library.mjs")], { cwd: root });
  execFileSync("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", folder], { cwd: root });
  const [tarball] = readdirSync(folder).filter((name) => name.endsWith(".tgz"));
  mkdirSync(installed, { recursive: true });
  execFileSync("tar", ["-xzf", join(folder, tarball as string), "-C", installed, "--strip-components=1"]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const RULE = `rule A.B {
  title = "A user was made" description = "D." severity = low author = "A" created = 2026-01-01
  source aws.cloudtrail
  when eventSource == "iam.amazonaws.com" and eventName == "CreateUser"
}
`;

describe("the package", () => {
  test("publint finds nothing", async () => {
    expect((await publint({ pkgDir: installed, strict: true })).messages).toEqual([]);
  });

  test("needs no other package, and brings the licences of those in it", () => {
    const { dependencies } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
    expect(dependencies).toBeUndefined();
    expect(readFileSync(join(installed, "dist/THIRD-PARTY.txt"), "utf8")).toMatch(/^chevrotain \d.*\(Apache-2\.0\)$/m);
  });

  test("is imported by a program", () => {
    const program = `import { compile, evaluate, format } from "tocsin";
      const { rules } = await compile(${JSON.stringify(RULE)});
      const event = { eventSource: "iam.amazonaws.com", eventName: "CreateUser" };
      console.log(rules[0].emitted.map((one) => one.fidelity).join(), evaluate(rules[0], event).alerts + " " + format(" ").problems.length);`;
    writeFileSync(join(folder, "program.mjs"), program);
    const out = execFileSync(process.execPath, [join(folder, "program.mjs")], { encoding: "utf8" });
    expect(out).toBe("exact,exact,exact true 0\n");
  });

  test("its types hold for a strict program", () => {
    symlinkSync(join(root, "node_modules/@types"), join(folder, "node_modules/@types"));
    const program = (event: string) => `import { type CompiledRule, compile, evaluate } from "tocsin";
      const { rules } = await compile("rule", { targets: ["splunk"] });
      const severity: "low" | undefined = rules.map((one: CompiledRule) => evaluate(one, ${event}).alert?.severity).find((one) => one === "low");
      console.log(severity);`;
    const compilerOptions = { strict: true, module: "nodenext", target: "es2022", noEmit: true, types: ["node"] };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["program.ts"] }));
    const typecheck = () =>
      spawnSync(join(root, "node_modules/.bin/tsc"), ["-p", folder], { cwd: folder, encoding: "utf8" });
    writeFileSync(join(folder, "program.ts"), program("{}").concat("\nexport {};"));
    writeFileSync(join(folder, "package.json"), '{"type":"module"}');
    expect(typecheck().stdout).toBe("");
    writeFileSync(join(folder, "program.ts"), program("3").concat("\nexport {};"));
    expect(typecheck().stdout).toContain("not assignable");
  });

  test("its command runs", () => {
    const words = [join(installed, "dist/tocsin.cjs"), "check", "-"];
    const { stdout, status } = spawnSync(process.execPath, words, { cwd: folder, input: RULE, encoding: "utf8" });
    expect(stdout).toContain("1 rule in 1 file");
    expect(status).toBe(0);
  });
});
