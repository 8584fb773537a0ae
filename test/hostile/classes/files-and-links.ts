/** Paths, links and names that try to lead elsewhere, and projects of which parts are missing or broken. */
import {
  asking,
  built,
  configured,
  type HostileClass,
  type HostileProject,
  hostileRule,
  refused,
  said,
} from "../input.ts";

/** What lies around the project; `run-input.ts` makes it, and sees that it stays as it is. */
const linked = (
  name: string,
  codes: string,
  links: { readonly [path: string]: string },
  files: HostileProject["files"] = { "rules/a.tocsin": hostileRule() },
): HostileProject => ({ kind: "project", name, files, links, codes });

const ofLog = (path: string) => hostileRule({ more: `test "a log" ignores file ${JSON.stringify(path)}` });
const importing = (path: string) => `import ${JSON.stringify(path)}\n\n${hostileRule()}`;

export const paths: HostileClass = {
  number: 13,
  name: "paths, links and clashing names",
  inputs: [
    refused("an import from outside", "D2009", importing("../../outside/secret.tocsin")),
    refused("an import by an absolute path", "D2009", importing("/etc/passwd")),
    refused("an import by a Windows path", "D2009", importing("..\\..\\outside\\secret.tocsin")),
    refused("an import of a folder's parent in the middle", "D2009", importing("lib/../../../outside/secret.tocsin")),
    refused("an import with NUL in it", "D1008 D2009", importing("lib/a\u0000.tocsin")),
    refused("a log from outside", "D5009", ofLog("../../outside/log.json")),
    refused("a log by an absolute path", "D5009", ofLog("/dev/zero")),
    refused("a list from outside", "D2040", `let a = lines("../../outside/secret.tocsin")\n${hostileRule()}`),
    linked("a rule that is a link to the outside", "D6007", { "rules/b.tocsin": "../../outside/secret.tocsin" }),
    linked(
      "an import through a link to a folder outside",
      "D2009 D6007",
      { "rules/lib": "../../outside" },
      {
        "rules/a.tocsin": importing("lib/secret.tocsin"),
      },
    ),
    linked(
      "a log that is a link to the outside",
      "",
      { "rules/log.json": "../../outside/log.json" },
      {
        "rules/a.tocsin": ofLog("log.json"),
      },
    ),
    linked("a folder of rules that is a link to the outside", "", { rules: "../outside" }, {}),
    linked("a folder of packs that is a link to the outside", "D6010", { "dist-rules": "../outside" }),
    linked(
      "a list that is a link to the outside",
      "D6007",
      { "rules/list.txt": "../../outside/secret.tocsin" },
      { "rules/a.tocsin": `let a = lines("list.txt")\n${asking("userAgent in a")}` },
    ),
    linked("a link to itself", "D6004", { "rules/b.tocsin": "b.tocsin" }),
    linked("a link to a device", "D6007", { "rules/b.tocsin": "/dev/zero" }),
    linked("a configuration that is a link to the outside", "D6007", {
      "tocsin.config.yaml": "../outside/secret.tocsin",
    }),
    configured("a folder of rules above the project", "D6002", "rules: ../outside\n"),
    configured("a folder of packs above the project", "D6002", "out: a/../../outside\n"),
    configured("a folder of packs by an absolute path", "D6002", "out: /tmp\n"),
    configured("a folder of packs that is the rules'", "D6010", "out: rules\n"),
    configured("a pack's name that is a path", "D6002", "pack: { name: ../../outside }\n"),
    refused(
      "ids that differ by case",
      "D2017 D4006",
      `${hostileRule({ id: "A.Rule" })}\n${hostileRule({ id: "a.rule", title: "Other" })}`,
    ),
    refused(
      "ids whose files have one name",
      "D4006",
      `${hostileRule({ id: "A.B.C" })}\n${hostileRule({ id: "A.B_C", title: "Other" })}`,
    ),
    said("packs into a folder of other things", ["build", "--out", "../outside"], 2, "D6010"),
    said("packs into the root", ["build", "--out", "/"], 2, "D6010"),
    said("a layer over a file of something else", ["coverage", "--navigator", "../outside/data.json"], 2, "D6014"),
    said("a layer over a rule", ["coverage", "--navigator", "rules/a.tocsin"], 2, "D6014"),
    {
      ...said("a layer through a link", ["coverage", "--navigator", "a.json"], 2, "D6014"),
      links: { "a.json": "../outside/data.json" },
    },
    said("a new rule above the rules", ["new", "../../outside/x"], 2, "D6013"),
    said("a new rule of dots", ["new", "A...B"], 2, "D6013"),
    said("a new rule by an absolute path", ["new", "/etc/x"], 2, "D6013"),
    { ...said("a new rule through a link", ["new", "Lib.Rule"], 2, "D60"), links: { "rules/lib": "../../outside" } },
    {
      ...said("a project begun through a link", ["init", "."], 2, "D6011"),
      links: { ".github": "../outside" },
      writes: "project/rules/aws/",
    },
  ],
};

export const duplicates: HostileClass = {
  number: 21,
  name: "what stands twice",
  inputs: [
    refused("a rule's id, in one file", "D2017 D4006", `${hostileRule()}\n${hostileRule({ title: "Other" })}`),
    refused("a rule's id, in two files", "D2017 D4006", hostileRule(), {
      "rules/b.tocsin": hostileRule({ title: "Other" }),
    }),
    refused("a clause of data", "D2013", hostileRule().replace("severity", "severity = high\n  severity")),
    refused("a condition", "D2013", hostileRule().replace("  when", "  when eventName exists\n  when")),
    refused(
      "a name of `let`",
      "D2006",
      hostileRule().replace("  when", '  let a = ["b"]\n  let a = ["c"]\n  when userAgent in a or'),
    ),
    refused("an event's name", "D2006", hostileRule({ more: 'event a { "x": 1 }\n  event a { "x": 2 }' })),
    refused("a test's name", "D5005", hostileRule({ testName: "another call" })),
    built("a key in an event", hostileRule({ more: 'event a { "eventName": "b", "eventName": "c" }' })),
    refused(
      "a key in a platform's block",
      "D2013",
      hostileRule({ more: "elastic { risk_score = 21\n risk_score = 22 }" }),
    ),
    refused(
      "a title, for one platform that knows rules by it",
      "D4006",
      `${hostileRule()}\n${hostileRule({ id: "B.Rule" })}`,
    ),
    configured("a key in a configuration", "D6001", "rules: rules\nrules: other\n"),
  ],
};

export const typos: HostileClass = {
  number: 22,
  name: "slips of the pen",
  inputs: [
    refused("a field", "D2001", asking('eventNmae == "x"')),
    refused("a field's part", "D2002", asking('userIdentity.usrName == "x"')),
    refused("a field's case", "D2001", asking('useragent == "x"')),
    refused("a clause", "D2010", hostileRule().replace("severity ", "severty ")),
    refused("a platform", "D2016", hostileRule({ more: 'splnk { name = "x" }' })),
    refused("a platform's option", "D2010", hostileRule({ more: "elastic { risk_scor = 21 }" })),
    refused("a technique", "D2018", hostileRule().replace("T1136.003", "T9136.003")),
    refused("a severity", "D2012", hostileRule().replace("= low", "= lwo")),
    refused("an operator", "D1026", asking('userAgent contians "x"')),
    configured("a key of the configuration", "D6002", "ruels: rules\n"),
  ],
};

const bad = hostileRule({ id: "B.Rule", title: "Other", when: "x exists" });
export const partial: HostileClass = {
  number: 23,
  name: "one rule of many that is wrong",
  inputs: [
    refused("in its condition", "D2001", hostileRule(), { "rules/b.tocsin": bad }),
    refused("in its syntax", "D1021 D2011", hostileRule(), { "rules/b.tocsin": "rule B.Rule {" }),
    refused("in what one platform can say", "D4001", hostileRule(), {
      "rules/b.tocsin": hostileRule({
        id: "B.Rule",
        title: "Other",
        when: 'eventSource == "iam.amazonaws.com" and userAgent == "none"',
      }),
    }),
    refused("in one platform's name", "D4004", hostileRule(), {
      "rules/b.tocsin": hostileRule({ id: "B.Rule", title: `A title ${"of many words ".repeat(12)}` }),
    }),
    refused("a file that is no UTF-8", "D6006", hostileRule(), {
      "rules/b.tocsin": new Uint8Array([0x72, 0xff, 0xfe]),
    }),
    refused("a file of UTF-16", "D6006", hostileRule(), { "rules/b.tocsin": Buffer.from(`\ufeff${bad}`, "utf16le") }),
    refused("a file that is empty, beside one that is wrong", "D2001", "", { "rules/b.tocsin": bad }),
  ],
};

export const leftovers: HostileClass = {
  number: 24,
  name: "what a crash or another program left",
  inputs: [
    built("the folder of a build that was killed", hostileRule(), { "dist-rules.tmp-1/x": "half" }),
    refused("packs that are a file", "D6010", hostileRule(), { "dist-rules": "no folder" }),
    refused("a manifest of something else", "D6010", hostileRule(), { "dist-rules/manifest.json": '{"format":"x"}' }),
    refused("a manifest that is no JSON", "D6010", hostileRule(), { "dist-rules/manifest.json": "{" }),
    refused("a manifest that is nested deeply", "D6010", hostileRule(), {
      "dist-rules/manifest.json": "[".repeat(100_000),
    }),
    refused("a manifest whose targets lead out", "D6010", hostileRule(), {
      "dist-rules/manifest.json": '{"format":1,"targets":["../../outside","rules"]}',
      "dist-rules/strange/x": "y",
    }),
    built("a certificate that is no JSON", hostileRule(), {
      "dist-rules/manifest.json": '{"format":1,"targets":[]}',
      "dist-rules/verification.json": "{",
    }),
    built("a certificate of odd keys", hostileRule(), {
      "dist-rules/manifest.json": '{"format":1,"targets":[]}',
      "dist-rules/verification.json": '{"format":1,"entries":{"__proto__":{"a":1},"x":null},"rules":[null,1]}',
    }),
    built("an old manifest whose rules are odd", hostileRule(), {
      "dist-rules/manifest.json": '{"format":1,"targets":["panther"],"rules":{"__proto__":null}}',
    }),
  ],
};

export const missing: HostileClass = {
  number: 25,
  name: "what is missing",
  inputs: [
    refused("everything but the rule", "D2011", "rule A { }"),
    refused("the title", "D2011", hostileRule().replace(/ {2}title.*\n/, "")),
    refused("the description", "D2011", hostileRule().replace(/ {2}description.*\n/, "")),
    refused("the condition", "D2011", hostileRule().replace(/ {2}when.*\n/, "")),
    refused("the source", "D2011", hostileRule().replace(/ {2}source.*\n/, "")),
    refused("the rest of the file", "D1006 D1021 D2011", hostileRule().slice(0, 300)),
    refused("the end of a text", "D1006", hostileRule().replace('A title"', "A title")),
    built("any rule", ""),
    refused(
      "all that may be missing",
      "D4004 D4005",
      'rule A { title = "T" description = "D." severity = low source aws.cloudtrail when eventSource == "iam.amazonaws.com" and eventName == "CreateUser" }',
    ),
  ],
};
