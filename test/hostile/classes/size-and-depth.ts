/** What is deep, large, or takes long; and keys that objects have of themselves. */
import {
  asking,
  built,
  comparing,
  configured,
  type HostileClass,
  hostileRule,
  logged,
  quote,
  refused,
} from "../input.ts";

const nested = (depth: number, open: string, inner: string, close: string) =>
  open.repeat(depth) + inner + close.repeat(depth);
const object = (depth: number) => nested(depth, '{"a":', "1", "}");
const call = '"eventSource":"iam.amazonaws.com","eventName":"CreateUser"';
const event = (inner: string) => `{${call},"requestParameters":${inner}}`;

export const depth: HostileClass = {
  number: 14,
  name: "nesting",
  inputs: [
    built("63 parentheses", asking(nested(60, "(", "userAgent exists", ")"), { event: { userAgent: "x" } })),
    refused("1,000 parentheses", "D1002", asking(nested(1000, "(", "userAgent exists", ")"))),
    refused("100,000 parentheses", "D1002", asking(nested(100_000, "(", "userAgent exists", ")"))),
    refused("100,000 open ones", "D1002", asking("(".repeat(100_000))),
    refused("3,000 times `not`", "D1002", asking(`${"not ".repeat(3000)}userAgent exists`)),
    refused("200,000 times `not`", "D1002", asking(`${"not ".repeat(200_000)}userAgent exists`)),
    refused(
      "an event of 1,000 objects",
      "D1002",
      hostileRule({ more: `event a { "requestParameters": ${object(1000)} }` }),
    ),
    refused(
      "an event of 100,000 lists",
      "D1002",
      hostileRule({ more: `event a { "requestParameters": ${"[".repeat(100_000)}` }),
    ),
    refused(
      "data of 1,000 lists",
      "D1002",
      hostileRule({ more: `elastic { tags = ${nested(1000, "[", '"a"', "]")} }` }),
    ),
    refused("a path of 300 steps", "D5101", asking(`requestParameters${".a".repeat(300)} exists`)),
    refused("`json()` in `json()`", "D1002", asking(`${nested(1000, "json(", "requestParameters.a", ")")} exists`)),
    refused("a regex of 1,000 groups", "D1063", asking(`userAgent matches /${nested(1000, "(", "a", ")")}/`)),
    refused(
      "quantifiers within each other",
      "D1002",
      asking(nested(100, "any x in requestParameters.a[] (", "eventName exists", ")")),
    ),
    configured("a configuration of 10,000 lists", "D6001", `rules: ${"[".repeat(10_000)}`),
    configured("a configuration of 1,000 objects", "D6001", `pack: ${nested(1000, "{ a: ", "b", " }")}`),
    logged("a log of 63 and of 10,000 objects", `${event(object(60))}\n${event(object(10_000))}`, [1, 1, 1]),
    logged("a log of 400,000 lists", `${event("[".repeat(400_000))}\n{${call}}`, [1, 1, 1]),
    logged("a log in wrappings", `{"detail":{"detail":{"detail":{"detail":{"detail":{${call}}}}}}}`, [0, 1]),
    logged("JSON in JSON in JSON", `{"message":${quote(`{"message":${quote(`{${call}}`)}}`)}}`, [1, 0, 1]),
  ],
};

const many = (count: number, make: (index: number) => string, between = " ") =>
  Array.from({ length: count }, (_, index) => make(index)).join(between);

export const size: HostileClass = {
  number: 15,
  name: "size",
  inputs: [
    refused("a file of 3 MB", "D6005", `// ${"a".repeat(3_000_000)}\n${hostileRule()}`),
    built("a comment of 900 kB", `// ${"a".repeat(900_000)}\n${hostileRule()}`),
    refused("a name of 900 kB", "D2001", asking(`${"a".repeat(900_000)} exists`)),
    refused("a title of 900 kB", "D2012", hostileRule({ title: "a".repeat(900_000) })),
    refused("a text in a condition of 400 kB", "D3027", comparing(["a".repeat(400_000)])),
    refused("900 kB of zero bytes", "D1003 D1016", "\u0000".repeat(900_000)),
    refused("300 kB of braces", "D1002", "{".repeat(300_000)),
    refused("300 kB of quotes", "D1020", '"'.repeat(300_000)),
    refused(
      "20,000 problems",
      "D1020 D2011",
      many(20_000, () => "rule {}", "\n"),
    ),
    refused("a list of 10,001 texts", "D3023", comparing(Array.from({ length: 10_001 }, (_, n) => `t${n}`))),
    refused("3,000 conditions", "D3023", asking(`(${many(3000, (n) => `userAgent == "a${n}"`, " or ")})`)),
    refused(
      "conditions that double at each `let`",
      "D3023",
      `let a0 = userAgent contains "x"\n${many(40, (n) => `let a${n + 1} = (a${n} and a${n}) or not a${n}`, "\n")}\n${asking("a40")}`,
    ),
    refused(
      "lists that double at each `let`",
      "D3023",
      `let a0 = ["x", "y"]\n${many(40, (n) => `let a${n + 1} = [a${n}, a${n}]`, "\n")}\n${asking("userAgent in a40")}`,
    ),
    refused(
      "values that double at each `let`",
      "D3023",
      `let a0 = userAgent ?? awsRegion\n${many(40, (n) => `let a${n + 1} = a${n} ?? a${n}`, "\n")}\n${asking('a40 == "x"')}`,
    ),
    refused(
      "5,000 `let`s, each of the next",
      "D3023",
      `${many(5000, (n) => `let a${n} = not a${n + 1}`, "\n")}\nlet a5000 = userAgent exists\n${asking("a0")}`,
    ),
    refused(
      "5,000 `let`s, each of the one before",
      "D3023",
      `let a0 = userAgent exists\n${many(5000, (n) => `let a${n + 1} = not a${n}`, "\n")}\n${asking("a5000")}`,
    ),
    refused(
      "5,000 events, each of the next",
      "D3023",
      hostileRule({
        more: `${many(5000, (n) => `event e${n} as e${n + 1} with { "x": ${n} }`, "\n")}\nevent e5000 { "x": "y" }`,
      }),
    ),
    refused(
      "JSON as text within JSON as text",
      "D3023",
      hostileRule({ more: `event a { "requestParameters": ${nested(50, 'json {"a": ', '"b"', "}")} }` }),
    ),
    refused("a count in a regex of 100,000", "D1055", asking("userAgent matches /a{100000}/")),
    refused("counts within counts", "D1056", asking("userAgent matches /((a{200}){200}){200}/")),
    refused("a like of 100,000 stars", "D3025", asking(`userAgent like "${"*".repeat(100_000)}"`)),
    refused(
      "200 rules in a file",
      "D4004 D4005",
      many(
        200,
        (n) =>
          `rule R.R${n} { title = "T${n}" description = "D." severity = low source aws.cloudtrail when eventName == "N${n}" and eventSource == "iam.amazonaws.com" }`,
        "\n",
      ),
    ),
    logged("a record of 2 MB", `${event(`{"a":"${"x".repeat(2_000_000)}"}`)}\n{${call}}`, [1, 1, 1]),
    logged("a text of 5 MB without an end", `{${call}}\n{"a":"${"x".repeat(5_000_000)}`, [1, 1, 1]),
    logged(
      "40,000 records",
      many(40_000, () => `{${call}}`, "\n"),
      [40_000, 0, 40_000],
    ),
    logged("20,000 broken lines", "x\n".repeat(20_000), [0, 20_000]),
  ],
};

export const yamlBombs: HostileClass = {
  number: 16,
  name: "bombs in YAML",
  inputs: [
    configured(
      "aliases of aliases",
      "D6001",
      `a: &a [x,x]\n${many(30, (n) => `b${n}: &b${n} [*${n ? `b${n - 1}` : "a"},*${n ? `b${n - 1}` : "a"}]`, "\n")}\n`,
    ),
    configured("an anchor alone", "D6001", "rules: &a rules\n"),
    configured("an alias of itself", "D6001", "pack: &a { b: *a }\n"),
    configured("merge keys", "D6001", "a: &a { rules: rules }\n<<: *a\n"),
    configured("tags", "D6001", "rules: !!python/object/apply:os.system [id]\n"),
    configured("a tag of binary", "D6002", "rules: !!binary AAAA\n"),
    configured("keys that are no texts", "D6001", "? [a, b]\n: c\n"),
    configured("several documents", "D6001", "rules: rules\n---\nrules: other\n"),
    configured("odd keys", "D6002", "__proto__: { rules: x }\nconstructor: y\n"),
    configured("900 kB of one value", "D6001", `rules: ${"a".repeat(900_000)}\n`),
    configured(
      "1,000 keys",
      "D6002",
      many(1000, (n) => `k${n}: v`, "\n"),
    ),
    configured(
      "50,000 keys",
      "D6001",
      many(50_000, (n) => `k${n}: v`, "\n"),
    ),
    configured("an escape of half a pair", "D4004", 'pack: { author: "\\ud800" }\n'),
    configured("UTF-16", "D6006", Buffer.from("\ufeffrules: rules", "utf16le")),
    configured("nothing of use", "D6002", "\u0000\u0001\u0002"),
  ],
};

const evil = (regex: string, codes: string, agent = "a".repeat(12)) =>
  codes === ""
    ? built(regex, asking(`userAgent matches /${regex}/ or userAgent exists`, { event: { userAgent: agent } }))
    : refused(regex, codes, asking(`userAgent matches /${regex}/`));

export const slowPatterns: HostileClass = {
  number: 17,
  name: "patterns that take for ever",
  inputs: [
    evil("^(a+)+$", "D1054"),
    evil("^(a*)*$", "D1054"),
    evil("^([a-z]+)*b", "D1054"),
    evil("^(a|aa)+$", ""),
    evil("^(a|a)*b", ""),
    evil("a*a*a*a*a*a*a*a*a*b", ""),
    evil("(.*)(.*)(.*)(.*)(.*)x", ""),
    evil("(a{1,50}){1,20}b", ""),
    evil("(x+x+)+y", "D1054"),
    evil("^(?=a)a", "D1041"),
    evil("(a)\\1", "D1042"),
    evil("^(.{0,100}a){10}b", ""),
    built(
      "a like of many stars",
      asking('userAgent like "*a*a*a*a*a*a*a*a*a*a*b"', { more: "", event: { userAgent: `${"a".repeat(500)}b` } }),
    ),
    logged("a text that such a pattern would stumble over", event(`{"a":"${"a".repeat(900_000)}"}`), [1, 0, 1]),
  ],
};

const oddKeys = ["__proto__", "constructor", "prototype", "hasOwnProperty", "toString", "valueOf", "length"];

export const ownKeys: HostileClass = {
  number: 18,
  name: "keys that objects have of themselves",
  inputs: [
    ...oddKeys
      .slice(0, 4)
      .map((key) => built(`a path to \`${key}\``, asking(`requestParameters.${key}.${key} missing`))),
    refused("a field", "D2001", asking("constructor.name exists")),
    refused("a name of `let`", "D3018", asking("userAgent in hasOwnProperty")),
    built(
      "names of `let`",
      `let toString = ["a"]\nlet __proto__ = ["b"]\n${asking("(userAgent in toString or userAgent in __proto__ or userAgent missing)")}`,
    ),
    refused(
      "a clause of data",
      "D2010",
      hostileRule().replace("severity", "__proto__ = { severity = low }\n  severity"),
    ),
    refused("in a platform's block", "D2010", hostileRule({ more: "elastic { __proto__ = { risk_score = 1 } }" })),
    refused("a platform", "D2016", hostileRule({ more: "constructor { risk_score = 1 }" })),
    built(
      "an event's keys",
      hostileRule({
        more: `event a ${JSON.stringify(Object.fromEntries([["requestParameters", { b: 1 }]]))}\n  test "odd" ignores as a with { "requestParameters": { "__proto__": { "polluted": 1 }, "constructor": null } }`,
      }),
    ),
    built(
      "an event's name",
      hostileRule({ more: 'event constructor { "eventName": "x" }\n  test "odd" ignores as constructor' }),
    ),
    logged("a log's keys", `{${call},${oddKeys.map((key) => `"${key}":{"eventName":"x"}`).join(",")}}`, [1, 0, 1]),
    logged(
      "a log whose members are inherited",
      '{"__proto__":{"eventSource":"iam.amazonaws.com","eventName":"CreateUser"}}',
      [0, 1],
    ),
  ],
};
