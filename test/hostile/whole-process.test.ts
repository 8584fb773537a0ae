/**
 * Every hostile input as people meet it: the bundled command, as a process that has little memory. Measured is the time
 * of the processor, which does not depend on what else the machine does, and the most memory that the process had.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { makeFolder } from "../cli/support.ts";
import { classes } from "./classes/index.ts";
import { asking, built, type HostileInput } from "./input.ts";
import { complaintsOn } from "./readers.ts";
import { makeSandbox } from "./sandbox.ts";

const MOST_SECONDS = 2;
const MOST_MEGABYTES = 512;
/** A process that hangs takes no time of the processor, perhaps: it ends after this, in seconds of the clock. */
const LONGEST = 20;

const PROBE = `process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  require("node:fs").writeFileSync(process.env.USED, JSON.stringify({
    seconds: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024,
  }));
});`;

let bundle = "";
beforeAll(() => {
  bundle = makeFolder({ "probe.cjs": PROBE });
  const script = fileURLToPath(new URL("../../scripts/bundle.mjs", import.meta.url));
  execFileSync(process.execPath, [script, bundle], { stdio: "pipe" });
});

function commandsFor(input: HostileInput): readonly (readonly string[])[] {
  if (input.kind === "words") return [input.words];
  if (input.kind === "log") return [["hunt", input.file]];
  // Large ones go through what does most with them; for others a build is all of it.
  const isLarge = Object.values(input.files).some((content) => content.length > 10_000);
  return isLarge ? [["check", "--format", "json"], ["build"]] : [["build"]];
}

function runWhole(folder: string, words: readonly string[]): readonly string[] {
  const used = join(folder, "..", "used.json");
  const { NODE_OPTIONS: _options, ...environment } = process.env;
  const options = [`--max-old-space-size=${MOST_MEGABYTES}`, "--require", join(bundle, "probe.cjs")];
  const { status, signal, stdout, stderr } = spawnSync(
    process.execPath,
    [...options, join(bundle, "tocsin.cjs"), ...words],
    { cwd: folder, env: { ...environment, USED: used }, timeout: LONGEST * 1000, maxBuffer: 1 << 28, input: "" },
  );
  const shown = words.join(" ").slice(0, 100);
  if (status === null) return [`${shown}: ended by ${signal}`];
  const { seconds, megabytes } = JSON.parse(readFileSync(used, "utf8")) as { seconds: number; megabytes: number };
  return [
    ...complaintsOn({ exitCode: status, out: stdout.toString("utf8"), err: stderr.toString("utf8") }),
    ...(seconds > MOST_SECONDS ? [`${seconds} s`] : []),
    ...(megabytes > MOST_MEGABYTES ? [`${megabytes} MB`] : []),
  ].map((line) => `${shown}: ${line}`);
}

/** The classes whose inputs are large, deep or slow. */
const HEAVY: readonly number[] = [14, 15, 16, 17, 19];

test.each(
  classes
    .filter(({ number }) => HEAVY.includes(number))
    .flatMap(({ number, name, inputs }) =>
      inputs.map((input) => [`${number}. ${name}: ${input.name}`, input] as const),
    ),
)("%s", (_, input) => {
  const { project } = makeSandbox(input);
  const complaints = commandsFor(input).flatMap((words) => runWhole(project, words));
  expect(complaints.join("\n")).toBe("");
});

test.each(
  classes.filter(({ number }) => !HEAVY.includes(number)).map((one) => [`${one.number}. ${one.name}`, one] as const),
)("%s: all of its rules and logs at once", (_, { inputs }) => {
  const rules = inputs.flatMap((input) => (input.kind === "project" ? Object.entries(input.files) : []));
  const logs = inputs.flatMap((input) => (input.kind === "log" ? [input.content] : []));
  const files = Object.fromEntries([
    ...rules.filter(([path]) => path.endsWith(".tocsin")).map(([, content], n) => [`rules/r${n}.tocsin`, content]),
    ...logs.map((content, n) => [`logs/l${n}.json`, content]),
  ]);
  const { project } = makeSandbox({ kind: "project", name: "", codes: "", files });
  const commands = [["check"], ["test", "--format", "json"], ...(logs.length > 0 ? [["hunt", "logs"]] : [])];
  expect(commands.flatMap((words) => runWhole(project, words)).join("\n")).toBe("");
});

test.each([
  "^(a|aa)+$",
  "^(a|a)*b",
  "a*a*a*a*a*a*a*a*a*b",
  "(.*)(.*)(.*)(.*)(.*)x",
  "(a{1,50}){1,20}b",
  "^(.{0,100}a){10}b",
])("a hunt for /%s/ ends, whatever the log holds", (regex) => {
  const rule = asking(`userAgent matches /${regex}/`);
  const call = { eventSource: "iam.amazonaws.com", eventName: "CreateUser", userAgent: `${"a".repeat(5000)}!` };
  const { project } = makeSandbox({
    ...built("", rule),
    files: { "rules/a.tocsin": rule, "log.json": JSON.stringify(call) },
  });
  expect(runWhole(project, ["hunt", "log.json"])).toEqual([]);
});

test("there are 25 classes, each with six inputs at least, and 150 in all", () => {
  expect(classes.map((one) => one.number)).toEqual(Array.from({ length: 25 }, (_, n) => n + 1));
  for (const { name, inputs } of classes) {
    expect(inputs.length, name).toBeGreaterThanOrEqual(6);
    expect(new Set(inputs.map((one) => one.name)).size, name).toBe(inputs.length);
  }
  expect(classes.flatMap((one) => one.inputs).length).toBeGreaterThanOrEqual(150);
});
