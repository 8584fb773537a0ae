import { describe, expect, test } from "vitest";
import { plain } from "../../src/diagnostics/paint.ts";
import { Report } from "../../src/diagnostics/problem.ts";
import { renderPretty } from "../../src/diagnostics/render-pretty.ts";
import { defaultConfig } from "../../src/project/config.ts";
import { readConfig } from "../../src/project/read-config.ts";

function read(text: string) {
  const report = new Report();
  const config = readConfig({ path: "tocsin.config.yaml", text }, report);
  return { config, shown: renderPretty(report.diagnostics, plain) };
}

test("what is not said has its default", () => {
  expect(read("").config).toEqual(defaultConfig);
  expect(read("# nothing\n").config).toEqual(defaultConfig);
  expect(read("pack:\n  name: mine\n").config).toEqual({
    ...defaultConfig,
    pack: { ...defaultConfig.pack, name: "mine" },
  });
});

test("everything may be said", () => {
  const text =
    "rules: detections\nout: packs\ntargets: [splunk]\npack: { name: a_b, version: 1.2.3, author: A, license: MIT }\n";
  expect(read(text).config).toEqual({
    rules: "detections",
    out: "packs",
    targets: ["splunk"],
    pack: { name: "a_b", version: "1.2.3", author: "A", license: "MIT" },
  });
});

describe.each([
  ["a name that is none", "rule: x\n", "1:1", "there is no `rule`", "closest name is `rules`"],
  [
    "a name that is none, further down",
    "pack:\n  autor: x\n",
    "2:3",
    "there is no `autor` in `pack`",
    "closest name is `author`",
  ],
  ["a list for a text", "out: x\nrules: [a]\n", "2:8", "`rules` must be a text"],
  ["a text for a list", "targets: splunk\n", "1:10", "`targets` must be a list"],
  ["a text for the whole", "hello\n", "1:1", "it must be made of names and values"],
  ["nothing for a value", "rules:\n", "1:", "`rules` must be a text"],
  ["a version of two numbers", "pack:\n  version: '1.2'\n", "2:12", "`pack.version` doesn't fit"],
  ["a version that YAML takes for a number", "pack:\n  version: 1.2\n", "2:12", "`pack.version` must be a text"],
  ["a name with a blank", 'pack: { name: "my pack" }\n', "1:15", "`pack.name` doesn't fit"],
  ["an author of two lines", 'pack: { author: "a\\nb" }\n', "1:17", "`pack.author` doesn't fit"],
  ["one target twice", "targets: [splunk, splunk]\n", "1:10", "names one thing twice"],
  ["no target", "targets: []\n", "1:10", "is empty"],
  ["a folder above", "rules: ../x\n", "1:8", "`..` leads out of it"],
  ["an absolute folder", "out: /tmp/x\n", "1:6", "absolute path"],
  ["backslashes", "out: a\\b\n", "1:6", "separated by `/`"],
  ["broken YAML", "rules: [a\n", "", "can't be read"],
  ["a name twice", "rules: a\nrules: b\n", "2:1", "can't be read"],
  ["an alias", "rules: &a x\nout: *a\n", "1:11", "anchor or an alias"],
  ["a tag", "rules: !!js/function x\n", "1:8", "can't be read"],
  ["a merge", "<<: {rules: a}\n", "1:1", "there is no `<<`"],
  ["several documents", "rules: a\n---\nrules: b\n", "", "can't be read"],
])("%s", (_name, text, place, ...messages) => {
  test("is refused, with its place", () => {
    const { config, shown } = read(text);
    expect(config).toBeUndefined();
    expect(shown).toContain(`tocsin.config.yaml:${place}`);
    for (const message of messages) expect(shown).toContain(message);
  });
});

test("depth and odd keys are only data", () => {
  expect(read(`rules: ${"[".repeat(20_000)}`).config).toBeUndefined();
  expect(read("__proto__: { rules: x }\n").shown).toContain("there is no `__proto__`");
  expect(read("constructor: 1\n").shown).toContain("there is no `constructor`");
  expect(({} as { rules?: string }).rules).toBeUndefined();
});
