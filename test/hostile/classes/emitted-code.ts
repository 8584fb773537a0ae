/** Texts that try to become code of a platform: Python, SPL, EQL. Each must come back as the text that it is. */
import { asking, built, comparing, type HostileClass, hostileRule, quote, refused } from "../input.ts";

const inEveryText = (text: string, id = "A.Rule") =>
  hostileRule({
    id,
    title: `A ${text} title`,
    description: `Of ${text} it is.`,
    runbook: `Of ${text} it is.`,
    author: `Some ${text} body`,
    tag: `Use Case: ${text}`,
    falsePositive: `Of ${text} it is.`,
    testName: `a ${text} call`,
    when: `eventSource == "iam.amazonaws.com" and eventName == "CreateUser" and userAgent == ${quote(text)}`,
    event: { userAgent: text },
  });

export const pythonByValue: HostileClass = {
  number: 1,
  name: "Python by a value",
  inputs: [
    built("a quote, a call and a comment", comparing(['"); __import__("os").system("id") #', "a"])),
    built("triple quotes of both kinds", comparing(["'''", '"""', "''' + open('/etc/passwd').read() + '''"])),
    built("backslashes before quotes", comparing(["\\", '\\"', "\\'", "a\\"])),
    built("line breaks and a new statement", comparing(["a\nimport os\nos.system('id')", "b"])),
    built("braces of a format", comparing(["{__import__('os')}", "{event}", "{{", "}}"])),
    built("escapes that only Python knows", comparing(["\\N{BULLET}", "\\x41", "\\101", "\\u0041"])),
    built("a percent format", comparing(["%s %(x)s %%", "%n"])),
    built(
      "an alert's title that looks like a format",
      asking("userAgent exists", {
        event: { userAgent: "x" },
        alert: `alert { title = "{{__import__('os')}} {userAgent ?? 'none'} \\"' {{}}\\\\ by {userIdentity.arn}" }`,
      }),
    ),
    built(
      "a regex with quotes and a raw text's end",
      asking('userAgent matches /a"\\)#[\'"]+\\\\/', { event: { userAgent: "a\")#'\\" } }),
    ),
    refused("quotes in every text of a rule", "D4004", inEveryText('"); import os #')),
  ],
};

export const pythonByField: HostileClass = {
  number: 2,
  name: "Python by a field's name",
  inputs: [
    refused("a key that closes the call", "D4001", asking('requestParameters."x\\") or True or (\\"" exists')),
    refused("a key with single quotes", "D4001", asking("requestParameters.\"') or ('\" exists")),
    refused("a key that ends in a backslash", "D4001 D4002", asking('requestParameters."a\\\\" == "b"')),
    built(
      "a key of braces in an alert's title",
      hostileRule({ alert: 'alert { title = "{requestParameters.\\"{x}\\" ?? \'none\'}" }' }),
    ),
    refused("a key with a vertical tab", "D1008 D4001", asking('requestParameters."a\\u000bimport os" exists')),
    refused("a key with a line feed", "D4001", asking('requestParameters."a\\nimport os" exists')),
    built(
      "a key that is one of Python's own",
      asking('requestParameters.__class__.__mro__ missing and requestParameters."__import__" missing'),
    ),
    refused("a field that is none", "D2001", asking("__import__ exists")),
    refused("a field of punctuation", "D1020", asking("event.get('x') exists")),
  ],
};

export const pythonByName: HostileClass = {
  number: 3,
  name: "module-level code, and names of files",
  inputs: [
    built("an id that is a module of Python's", hostileRule({ id: "os" })),
    built("an id that is a keyword", hostileRule({ id: "import" })),
    built("an id of underscores", hostileRule({ id: "__init__.__main__" })),
    built("an id of hyphens and digits", hostileRule({ id: "A.0-1.-2" })),
    built("an id that is a device's name", hostileRule({ id: "CON.nul.aux" })),
    refused("an id that is a path", "D1020 D1021 D1022 D1035 D1045 D2011", hostileRule({ id: "../../outside" })),
    refused("an id of a text", "D1020 D1021 D1022 D1035 D2011", hostileRule({ id: '"../outside.py"' })),
    refused(
      "a file's name in Panther's block",
      "D2010",
      hostileRule({ more: 'panther { filename = "../outside.py" }' }),
    ),
    refused(
      "a rule's id for Panther that is markup",
      "D4004",
      hostileRule({ more: 'panther { rule_id = "<a href=\\"x\\">" }' }),
    ),
    built("a rule's id for Panther that is a path", hostileRule({ more: 'panther { rule_id = "../../outside" }' })),
    refused("an id of 10,000 letters", "D3023", hostileRule({ id: `A.${"b".repeat(10_000)}` })),
  ],
};

export const splByValue: HostileClass = {
  number: 4,
  name: "SPL by a value",
  inputs: [
    built("a macro", comparing(["`drop_everything`", "a"])),
    built("a subsearch", comparing(["[search index=* | delete]", "a"])),
    built("a pipe to a command that deletes", comparing(['" | delete', "a | outputlookup x.csv"])),
    built("a token of a saved search", comparing(["$env:user$", "a"])),
    built("a lone dollar sign and a wildcard", comparing(["a*", "*", "a?b"])),
    built("quotes, backslashes and their pairs", comparing(['\\"', '\\\\"', "a\\"])),
    built("a comment", comparing(["```x```", "a"])),
    built("operators and parentheses", comparing([") OR (index=* ", "NOT", "AND", "=1"])),
    built(
      "a regex with a quote and a pipe",
      asking('userAgent matches /a"( \\| |x)delete/', { event: { userAgent: 'a" | delete' } }),
    ),
    refused(
      "a macro in an alert's title",
      "D4301",
      hostileRule({ alert: 'alert { title = "`drop_everything` by {userIdentity.arn}" }' }),
    ),
  ],
};

export const splByField: HostileClass = {
  number: 5,
  name: "SPL by a field's name",
  inputs: [
    refused("a key with a quote and an OR", "D4001", asking('requestParameters."x\\" OR \\"1\\"=\\"1" exists')),
    refused("a key with a pipe", "D4001 D4002", asking('requestParameters."a | delete" == "b"')),
    refused("a key with a macro", "D4001 D4002", asking('requestParameters."`m`" == "b"')),
    refused("a key with a subsearch", "D4001 D4002", asking('requestParameters."[search *]" == "b"')),
    refused("a key with single quotes", "D4001 D4002", asking('requestParameters."a\' + \'b" == "b"')),
    refused("a key with a dollar sign", "D4001 D4002", asking('requestParameters."$x$" == "b"')),
    refused(
      "keys of dots and braces",
      "D4001 D4002",
      asking('requestParameters."a.b" == "b" and requestParameters."c{}" == "d"'),
    ),
    built(
      "a key in the alert's context",
      hostileRule({ alert: 'alert { context = [requestParameters."a as b | delete"] }' }),
    ),
  ],
};

export const confValues: HostileClass = {
  number: 6,
  name: "stanzas of a .conf file",
  inputs: [
    refused("a title of two lines", "D2012", hostileRule({ title: "A\n[evil]\nsearch = *" })),
    built("a description with a stanza", hostileRule({ description: "One.\n[evil]\nsearch = | delete\nTwo." })),
    refused("a description that ends in a backslash", "D4004", hostileRule({ description: "It ends in \\" })),
    built("a runbook whose lines end in backslashes", hostileRule({ runbook: "One \\\nTwo \\\\\nThree." })),
    refused(
      "a line break of another kind in a description",
      "D1003 D4004",
      hostileRule({ description: "One\u0085[evil]" }),
    ),
    refused("a carriage return in a description", "D4004", hostileRule({ description: "One\r[evil]\rsearch = x" })),
    refused("NUL, vertical tab and form feed", "D1008", hostileRule({ description: "a\u0000b\u000bc\u000cd" })),
    refused("line and paragraph separators", "D1003 D4004", hostileRule({ description: "a\u2028b\u2029c" })),
    built("a value with a stanza", comparing(["a\n[evil]\nsearch = *", "b"])),
    refused("a name for Splunk of two lines", "D2012", hostileRule({ more: 'splunk { name = "A\\n[evil]" }' })),
    refused("a title that closes a stanza", "D4004", hostileRule({ title: "A] [evil" })),
  ],
};

export const eqlTexts: HostileClass = {
  number: 7,
  name: "EQL's texts",
  inputs: [
    built("a quote and a new query", comparing(['" or true //', "a"])),
    built("line breaks, tabs and carriage returns", comparing(["a\nb\tc\rd", "e"])),
    built("escapes of EQL", comparing(["\\u{41}", "\\?", "\\*", '?"raw"'])),
    built("triple quotes", comparing(['"""', '"""x"""'])),
    built("a text that ends in a backslash", comparing(["a\\", "\\\\"])),
    built("wildcards as what they are", comparing(["a*b?c", "**"])),
    built("a regex with a quote", asking('userAgent matches /"\\/ or true/', { event: { userAgent: '"/ or true' } })),
    built(
      "a like with quotes and backslashes",
      asking("userAgent like 'a\\\\\"*?'", { event: { userAgent: 'a\\"bc' } }),
    ),
    built("KQL's own signs", comparing(["a: b and (c)", "{x: y}", "<= 1"], { more: "elastic { language = kql }" })),
  ],
};

export const dataFormats: HostileClass = {
  number: 8,
  name: "TOML, YAML and JSON lines",
  inputs: [
    built("ends of TOML's texts", hostileRule({ description: "a ''' b \"\"\" c", runbook: "'''\n[evil]\nx = 1\n'''" })),
    built(
      "ends of YAML's documents",
      hostileRule({ description: "One.\n---\n!!python/object/apply:os.system [id]\n...\nTwo." }),
    ),
    built(
      "YAML's anchors, aliases and merge keys",
      hostileRule({ runbook: "&a *a <<: *a", falsePositive: "*a and &b" }),
    ),
    built(
      "words that YAML 1.1 takes for values",
      hostileRule({ runbook: "no", falsePositive: "0777", testName: "12:30:45" }),
    ),
    refused("more of those", "D4004", hostileRule({ runbook: "1_000", falsePositive: "~", testName: "2026-01-01" })),
    refused(
      "indentation, dashes and colons",
      "D4004",
      hostileRule({ description: "  a: b\n    - c\n\t- d", runbook: "- a: b" }),
    ),
    built("comments", hostileRule({ description: "a # b", runbook: "# only a comment", falsePositive: "a: # b" })),
    built("events with line breaks in their texts", comparing(["a\nb", '{"x":1}\n{"y":2}'])),
    built("a key of YAML's in an event", hostileRule({ event: { "? a": "b", "<<": { "!!x": "y" }, "": "z" } })),
    built("template braces", hostileRule({ description: "{{#each this}}{{{x}}}{{/each}} {{> evil}}" })),
  ],
};
