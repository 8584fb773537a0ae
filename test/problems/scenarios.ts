/** Problems whose examples are no text of a rule: what stands in the project, and what is run in it. */
import { mkdirSync, renameSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { type Files, ruleText, tocsin } from "../cli/support.ts";
import { sampleRule } from "./sample-project.ts";

export interface Scenario {
  readonly files: Files;
  /** What files alone can't be: links. */
  readonly prepare?: (folder: string) => void | Promise<void>;
  readonly words: readonly string[];
}

interface Pair {
  readonly avoid: Scenario;
  readonly prefer: Scenario;
}

const RULE: Files = { "rules/a.tocsin": ruleText() };
const inProject = (words: readonly string[], files: Files = {}): Scenario => ({ files: { ...RULE, ...files }, words });
const check = (rule: string, files: Files = {}): Scenario => ({
  files: { "rules/a.tocsin": rule, ...files },
  words: ["check"],
});
const list = (text: string) =>
  check(sampleRule('let tools = lines("lists/tools.txt")\nwhen userAgent contains tools'), {
    "rules/lists/tools.txt": text,
  });
const log = (text: string): Scenario => ({
  files: { "rules/a.tocsin": sampleRule('test "a day" ignores file "logs/day.json"'), "rules/logs/day.json": text },
  words: ["test"],
});
const texts = (count: number) => Array.from({ length: count }, (_, at) => `"n${at}"`).join(", ");
const config = (text: string) => inProject(["check"], { "tocsin.config.yaml": `${text}\n` });
const linked = (target: string, name: string): Scenario => ({
  ...inProject(["check"], { "elsewhere/b.tocsin": ruleText({ id: "B.Rule", title: "Second" }) }),
  prepare: (folder) => symlinkSync(target.startsWith("/") ? target : join(folder, target), join(folder, name)),
});

/** By code; `prefer` is the same with the problem repaired. */
export const scenarios: { readonly [code: string]: Pair } = {
  D2041: { avoid: list("# scanners\n"), prefer: list("# scanners\ntrufflehog\n") },
  D2042: {
    avoid: list(Array.from({ length: 20_000 }, (_, at) => `tool-${at}\n`).join("")),
    prefer: list(Array.from({ length: 200 }, (_, at) => `tool-${at}\n`).join("")),
  },
  D2043: { avoid: list("truffle\u200bhog\n"), prefer: list("trufflehog\n") },
  D3023: {
    avoid: check(sampleRule(`when eventName in [${texts(20_000)}]`)),
    prefer: check(sampleRule(`when eventName in [${texts(100)}]`)),
  },
  D3027: {
    avoid: check(sampleRule(`when userAgent contains "${"x".repeat(10_000)}"`)),
    prefer: check(sampleRule(`when userAgent contains "${"x".repeat(10)}"`)),
  },
  D5103: {
    avoid: log('{ "Records": [] }'),
    prefer: log('{ "Records": [ { "eventSource": "ec2.amazonaws.com", "eventName": "RunInstances" } ] }'),
  },
  D5104: {
    avoid: log('{"eventSource":"ec2.amazonaws.com","eventName":"RunInstances"}\n{"eventSource":"ec2.amazonaws.com"}\n'),
    prefer: log('{"eventSource":"ec2.amazonaws.com","eventName":"RunInstances"}\n'),
  },
  D6001: { avoid: config("rules: [rules"), prefer: config("rules: rules") },
  D6002: { avoid: config("rule: rules"), prefer: config("rules: rules") },
  D6003: { avoid: config("targets: [panter]"), prefer: config("targets: [panther]") },
  D6004: { avoid: inProject(["check", "rules/no-such-file.tocsin"]), prefer: inProject(["check", "rules/a.tocsin"]) },
  D6005: {
    avoid: inProject(["check", "a-log.tocsin"], { "a-log.tocsin": "x".repeat(1_100_000) }),
    prefer: inProject(["hunt", "a-log.json"], { "a-log.json": '{"eventSource":"a","eventName":"b"}\n' }),
  },
  D6006: {
    avoid: inProject(["check"], { "rules/b.tocsin": Buffer.from("// gr\u00fc\u00dfe\n", "latin1") }),
    prefer: inProject(["check"], { "rules/b.tocsin": 'let a = ["gr\u00fc\u00dfe"]\n' }),
  },
  D6007: {
    avoid: linked("/etc/passwd", "rules/accounts.tocsin"),
    prefer: linked("elsewhere/b.tocsin", "rules/b.tocsin"),
  },
  D6008: {
    avoid: linked("elsewhere", "rules/more"),
    prefer: {
      ...inProject(["check"], { "elsewhere/b.tocsin": ruleText({ id: "B.Rule", title: "Second" }) }),
      prepare: (folder) => renameSync(join(folder, "elsewhere"), join(folder, "rules/more")),
    },
  },
  D6009: {
    avoid: { ...inProject(["check", "empty"]), prepare: (folder) => mkdirSync(join(folder, "empty")) as undefined },
    prefer: inProject(["check", "rules"]),
  },
  D6010: { avoid: inProject(["build", "--out", "."]), prefer: inProject(["build", "--out", "dist-rules"]) },
  D6011: {
    avoid: inProject(["build", "--out", "file/packs"], { file: "" }),
    prefer: inProject(["build", "--out", "folder/packs"]),
  },
  D6012: { avoid: inProject(["test", "--filter", "AWS.IMA"]), prefer: inProject(["test", "--filter", "A.*"]) },
  D6013: {
    avoid: inProject(["new", "AWS.IAM.UserMade", "--event", "iam:CreateUsr"]),
    prefer: inProject(["new", "AWS.IAM.UserMade", "--event", "iam:CreateUser"]),
  },
  D6014: {
    avoid: inProject(["coverage", "--navigator", "package.json"], { "package.json": "{}" }),
    prefer: inProject(["coverage", "--navigator", "coverage.json"]),
  },
  D6020: {
    avoid: inProject(["build", "--check", "--format", "github"]),
    prefer: { ...inProject(["build", "--check", "--format", "github"]), prepare: buildIn },
  },
};

async function buildIn(folder: string): Promise<void> {
  await tocsin(folder, ["build"]);
}
