/** Texts that try to act where they are shown: a terminal, an editor, a workflow's log, a browser. */
import { asking, built, configured, type HostileClass, hostileRule, logged, named, refused, said } from "../input.ts";

const ESC = "\u001b";
const call = '{"eventSource":"iam.amazonaws.com","eventName":"CreateUser"';

export const hiddenCharacters: HostileClass = {
  number: 9,
  name: "characters that hide or turn others",
  inputs: [
    refused("a right-to-left override in a title", "D1003 D4004 D4301", hostileRule({ title: "A \u202egnp.exe" })),
    refused("the same, escaped", "D1008", hostileRule().replace("A title", "A \\u202egnp.exe")),
    refused("isolates in a comment", "D1003", `// \u2066 hidden \u2069\n${hostileRule()}`),
    refused("a zero-width space in an id", "D1020", hostileRule({ id: "A.Ru\u200ble" })),
    refused("letters of another script in an id", "D1005", hostileRule({ id: "A.R\u0443le" })),
    refused("a field with a letter of another script", "D1005 D2001", asking("\u0435ventName exists")),
    built("a byte order mark within the text", hostileRule({ description: "a\ufeffb" })),
    built("tags, which nothing shows", hostileRule({ description: "a\u{e0041}\u{e007f}b" })),
    refused("half a surrogate pair", "D1008", hostileRule().replace("A title", "A \\ud800 title")),
    refused("a test's name with an override", "D1003", hostileRule({ testName: "a \u202e test" })),
    built("a byte order mark at the beginning", `\ufeff${hostileRule()}`),
    built("letters of other scripts in a title", hostileRule({ description: "Ж 漢 😀 é e\u0301 ﬁ" })),
  ],
};

export const terminalEscapes: HostileClass = {
  number: 10,
  name: "terminal escapes",
  inputs: [
    refused("in a title", "D1003 D4004 D4301", hostileRule().replace("A title", `A ${ESC}[2J title`)),
    refused("in a comment", "D1003", `// ${ESC}]0;pwned\u0007\n${hostileRule()}`),
    refused("in a field's name", "D1003 D1011 D1021 D1025", asking(`a${ESC}[31mb exists`)),
    refused("in a quoted key", "D1008 D4001", asking('requestParameters."\\u001b[2J" exists')),
    named("in a file's name", "D2001", `rules/a${ESC}[2J.tocsin`, asking("x exists")),
    named("in a folder's name, with a line break", "D2001", `rules/b${ESC}[2J\nc/a.tocsin`, asking("x exists")),
    configured("in a configuration's key", "D6002", `"\\e[2Jrules": rules\n`),
    configured("in a configuration's value", "D6002", `rules: "\\e[2J"\n`),
    configured("in a target's name", "D6003", `targets: ["\\e]0;x\\a"]\n`),
    built("in an event", hostileRule({ event: { userAgent: "\u001b[2J" } }).replace("\\u001b", "x")),
    logged(
      "in a log's values",
      `${call},"userIdentity":{"arn":"\\u001b[2J\\u202e"},"awsRegion":"\\u001b]0;x\\u0007","eventTime":"\\u001b[2J"}`,
      [1, 0, 1],
    ),
    logged("in a log's damage", `${call}} ${ESC}[2J\n${ESC}]0;x\n`, [1, 2, 1]),
    logged("in a log's name", `${call}}`, [1, 0, 1], `a${ESC}[2J.json`),
    said("in a command's name", [`${ESC}[2Jcheck`], 2, "unknown command"),
    said("in an option", ["check", `--${ESC}[2J`], 2, "unknown option"),
    said("in an option's value", ["check", "--format", `${ESC}[2J`], 2, "Allowed choices"),
    said("in a path", ["check", `rules/${ESC}[2J`], 2, "D6004"),
    said("in a name to explain", ["explain", `${ESC}[2J`], 2, "\\u{1b}[2J"),
    said("in a stage", ["dump", "--stage", `${ESC}[2J`], 2, "no stage"),
    said("in a target", ["build", "--target", `${ESC}[2J`], 2, "D6003"),
    said("in a filter", ["check", "--filter", `${ESC}[2J`], 2, "D6012"),
    said("in an id for a hunt", ["hunt", "log.json", "--only", `${ESC}[2J`], 2, "no rule"),
    said("in an id for a new rule", ["new", `A.${ESC}[2J`], 2, "D6013"),
    { ...said("in a folder for init", ["init", `a${ESC}[2Jb`], 0, "\\u{1b}[2J"), writes: `project/a${ESC}[2Jb/` },
  ],
};

export const workflowCommands: HostileClass = {
  number: 11,
  name: "workflow commands",
  inputs: [
    named("in a file's name", "D2001", "rules/::error file=x,line=1::y.tocsin", asking("x exists")),
    named("in a file's name, escaped", "D2001", "rules/%0A::set-output name=x::y%25,:.tocsin", asking("x exists")),
    named("in a file's name, with a line break", "D2001", "rules/a\n::add-mask::x.tocsin", asking("x exists")),
    refused("in a value of data", "D2012", hostileRule().replace('"Somebody"', '"\\n::add-mask::x\\n"')),
    refused(
      "in a wrong word",
      "D2012",
      hostileRule().replace("severity        = low", 'severity = "\\n::set-output name=x::y"'),
    ),
    built("in a test's name", hostileRule({ testName: "::error file=a,line=1::x%0A::add-mask::y" })),
    refused("in a title", "D4004", hostileRule({ title: "##[add-mask]x %0A::error::y" })),
    built("in a key of an event", hostileRule({ more: 'event a { "\\n::error::x": 1, "\\n::error::x": 2 }' })),
    refused("in a log's path", "D5009", hostileRule({ more: 'test "log" ignores file "\\n::error::x.json"' })),
    configured("in a configuration", "D6002", '"\\n::error::x": 1\n'),
    logged(
      "in a log",
      `${call},"userIdentity":{"arn":"\\n::error::x"},"errorCode":"::add-mask::x"}\n::error::x`,
      [1, 1, 1],
    ),
    said("in an argument", ["check", "\n::error::x"], 2, "D6004"),
    said("in a command", ["\n::error::x"], 2, "unknown command"),
  ],
};

const IMAGE = '<img src=x onerror="alert(1)">';

export const markup: HostileClass = {
  number: 12,
  name: "markup",
  inputs: [
    built("in a description", hostileRule({ description: `Of ${IMAGE} it is.` })),
    refused("in a title", "D4004", hostileRule({ title: `A ${IMAGE}` })),
    built("in a runbook and a false positive", hostileRule({ runbook: "<script>x</script>", falsePositive: IMAGE })),
    built("in a test's name", hostileRule({ testName: "]]></testcase><x>" })),
    built("in a value", asking('userAgent contains "<script>"', { event: { userAgent: "<script>" } })),
    refused("in a reference: a script", "D2012", hostileRule({ reference: "javascript:alert(1)" })),
    refused("in a reference: markup", "D2012", hostileRule({ reference: 'https://x/"><script>' })),
    built("of Markdown", hostileRule({ description: "[a](javascript:x) ![b](http://x) <!-- c --> `d` | e | # f" })),
    named("in a file's name", "D2001", "rules/<img src=x>&\"'.tocsin", asking("x exists")),
    built("entities, in a test's name", hostileRule({ testName: "&lt;x&gt; &#0; &xxe;" })),
  ],
};
