/** What people write by mistake: one message for one slip, and a fix that repairs it. */
import { describe, expect, test } from "vitest";
import { pageExample } from "./page-example.ts";
import { codes, fixed, inRule, parse } from "./support.ts";

describe("operators of other languages", () => {
  const slips: [string, string, string][] = [
    ['userAgent contain "x"', "D1026", 'userAgent contains "x"'],
    ['a startswith "x"', "D1026", 'a starts with "x"'],
    ['a starts_with "x"', "D1026", 'a starts with "x"'],
    ['a beginswith "x"', "D1026", 'a starts with "x"'],
    ['a endswith "x"', "D1026", 'a ends with "x"'],
    ['a = "x"', "D1027", 'a == "x"'],
    ['a === "x"', "D1014", 'a == "x"'],
    ['a !== "x"', "D1014", 'a != "x"'],
    ['a <> "x"', "D1014", 'a != "x"'],
    ["a =~ /x/", "D1014", "a matches /x/"],
    ["a !~ /x/", "D1014", "a not matches /x/"],
    ["a && b", "D1014", "a and b"],
    ["a||b", "D1014", "a or b"],
    ["!a", "D1014", "not a"],
    ["!(a or b)", "D1014", "not (a or b)"],
    ["a is null", "D1026", "a missing"],
    ["a is not null", "D1026", "a exists"],
    ["a not exists", "D1026", "a missing"],
    ["a == null", "D1026", "a missing"],
    ["a != null", "D1026", "a exists"],
    ['a contains any ["x"]', "D1026", 'a contains ["x"]'],
    ['a containsall ["x"]', "D1026", 'a contains all ["x"]'],
    ['a !contains "x"', "D1014", 'a not contains "x"'],
    ['a IN ["x"]', "D1026", 'a in ["x"]'],
    ['a NOT IN ["x"]', "D1026", 'a not in ["x"]'],
    ["a AND b", "D1026", "a and b"],
    ["a exists OR b exists", "D1026", "a exists or b exists"],
    ["NOT a", "D1026", "not a"],
    ['a equals "x"', "D1026", 'a == "x"'],
    ['a is "x"', "D1026", 'a == "x"'],
    ['a is not "x"', "D1026", 'a != "x"'],
    ['a icontains "x"', "D1026", 'a contains "x" nocase'],
    ['a cidr ["10.0.0.0/8"]', "D1026", 'a in cidr ["10.0.0.0/8"]'],
    ["a existss", "D1026", "a exists"],
    ["a matchs /x/", "D1026", "a matches /x/"],
    ["a regex /x/", "D1026", "a matches /x/"],
    ['a lik "x*"', "D1026", 'a like "x*"'],
    ["requestParameters.x-amz-acl exists", "D1032", 'requestParameters."x-amz-acl" exists'],
    ["a matches /x/i", "D1045", "a matches /x/ nocase"],
    ['(a && b) || c = "x"', "D1014 D1014 D1027", '(a and b) or c == "x"'],
  ];
  test.each(slips)("%s", (written, code, repaired) => {
    expect(codes(inRule(`when ${written}`))).toBe(code);
    expect(fixed(inRule(`when ${written}`))).toBe(inRule(`when ${repaired}`));
    expect(codes(inRule(`when ${repaired}`))).toBe("");
  });

  test.each(slips)("%s, deep inside", (written, code) => {
    expect(codes(inRule(`when x == 1 and not (any y in z[] (y.a exists or (${written})) and q)`))).toBe(code);
  });

  test("the tree is what was meant", () => {
    const { file } = parse(inRule('when a contain "x"'));
    const rule = file.declarations[0];
    expect(rule?.kind === "rule" && rule.clauses[0]).toMatchObject({
      condition: { kind: "comparison", operator: "contains", right: { value: "x" } },
    });
  });
});

describe("words of clauses", () => {
  test.each([
    ['wehn a == "x"', 'when a == "x"'],
    ["unles a", "unless a"],
    ["sorce aws.cloudtrail", "source aws.cloudtrail"],
    ["evnt x {}", "event x {}"],
    ['tset "x" alerts as y', 'test "x" alerts as y'],
    ['test "x" alert as y', 'test "x" alerts as y'],
    ['test "x" ignore as y', 'test "x" ignores as y'],
    ["severity medium", "severity = medium"],
    ['title "x"', 'title = "x"'],
    ["alert { suppress 1h }", "alert { suppress = 1h }"],
    ['let x ["a"]', 'let x = ["a"]'],
    ['event a as b { "c": 1 }', 'event a as b with { "c": 1 }'],
    ['x = ["a" "b"]', 'x = ["a", "b"]'],
    ['when a in ["a" "b"]', 'when a in ["a", "b"]'],
    ["alert { key = [a b] }", "alert { key = [a, b] }"],
    ["x = 1; y = 2;", "x = 1 y = 2"],
    ["elastic { a = 1, b = 2 }", "elastic { a = 1 b = 2 }"],
  ])("%s", (written, repaired) => {
    const body = `x0 = 1\n${written}\ny0 = 1`;
    const expected = `x0 = 1\n${repaired}\ny0 = 1`;
    expect(parse(inRule(body)).problems.length).toBeGreaterThan(0);
    expect(fixed(inRule(body))).toBe(inRule(expected));
    expect(codes(inRule(expected))).toBe("");
  });

  test("a misspelt clause is still read: its slips are found too", () => {
    expect(parse(inRule('wehn a contain "x"')).problems).toEqual([
      "2:1 D1023 Nothing in a rule begins with `wehn`.",
      "2:8 D1026 `contain` is written `contains` here.",
    ]);
  });

  test("at the top of a file", () => {
    expect(parse('rul A.B { wehn a }\nimprt "x"\nwhen b\n').problems).toEqual([
      "1:1 D1024 Nothing in a file begins with `rul`.",
      "1:11 D1023 Nothing in a rule begins with `wehn`.",
      "2:1 D1024 Nothing in a file begins with `imprt`.",
      "3:1 D1035 `when` begins a part of a rule, but here is no rule.",
    ]);
  });

  test("a missing `and` between lines", () => {
    expect(parse(inRule('when a == "x"\n  b == "y"')).problems).toEqual(['3:3 D1025 After `"x"` a `and` is missing.']);
  });
});

describe("what comes later", () => {
  test.each([
    [
      "when a\ngroup by sourceIPAddress within 10m\nhaving count() >= 10",
      "3:1 D1028 `group` is not supported yet.|4:1 D1028 `having` is not supported yet.",
    ],
    ["sequence by a within 1h {\n created: b == 1\n}", "2:1 D1028 `sequence` is not supported yet."],
    ["when a\nfirst seen [a, b] in 14d after 7d", "3:1 D1028 `first seen` is not supported yet."],
    ['test "x" alerts 1 { at 0s: hit }', "2:21 D1028 `{ at … }` is not supported yet."],
  ])("%s", (body, problems) => expect(parse(inRule(body)).problems.join("|")).toBe(problems));

  test("the words are names where they can't be clauses", () => {
    expect(codes(inRule("when group == 1 and first exists and a.having.lines exists and sequence\ngroup = 1"))).toBe(
      "",
    );
  });
});

describe("tunes", () => {
  test.each([
    ['tune A.B { reason "x"  unless a }', "1:19 D1025 After `reason` a `=` is missing."],
    ['tune A.B { reason = "x"\n unles a }', "2:2 D1023 Nothing in a rule begins with `unles`."],
    ['tune A.B { reason = "x"  unless a\nrule A.C { when a }', "2:1 D1021 A `}` is missing before `rule`."],
    ['tune A.B { reason = "x"\ntune A.C { reason = "y" }', "2:1 D1021 A `}` is missing before `tune`."],
    ['tune { reason = "x" }', "1:5 D1020 Here a name is missing."],
    ["tune A.B", "1:9 D1020 Here `{` is missing."],
    ['tun A.B { reason = "x" }', "1:1 D1024 Nothing in a file begins with `tun`."],
    ['tune A.B { reason = "x" } }', "1:27 D1022 This `}` closes nothing: there is no `{` before it."],
    ['tune A.B { reason = "x"  unless userAgent contain "a" }', "1:43 D1026 `contain` is written `contains` here."],
  ])("%s", (text, problem) => expect(parse(text).problems).toEqual([problem]));

  test("the word is a name elsewhere, and parts of its id may be numbers", () => {
    expect(codes('let tune = ["a"]\nrule A.B { when tune.tune exists and a in tune }\ntune A.2.T1 { tune = 1 }')).toBe(
      "",
    );
  });
});

describe("lists from files", () => {
  test.each([
    ["let a = lines(b)", "2:15 D1020 Here should be a text in quotes, not `b`."],
    ["let a = lines()", "2:15 D1020 Here should be a text in quotes, not `)`."],
    ['let a = lines("b", "c")', "2:18 D1020 Here should be `)`, not `,`."],
    ['let a = lines("b"\nwhen a', "3:1 D1021 A `)` is missing before `when`."],
    ['when a in lines("b")', "2:16 D1020 `(` does not belong here."],
  ])("%s", (body, problem) => expect(parse(inRule(body)).problems).toEqual([problem]));

  test("elsewhere than in a `let`, the way is shown", () => {
    expect(parse(inRule('when a in lines("b")')).diagnostics[0]?.help).toContain("`let names = lines(…)`");
  });
});

describe("one slip, one problem", () => {
  test.each([
    ['when a contains "x" nocas', 'when a contains "x" nocase'],
    ['when a contains "x" ignorecase and b exists', 'when a contains "x" nocase and b exists'],
    ['when a not == "x"', 'when a != "x"'],
    ['when a not = "x"', 'when a != "x"'],
    ['when a is not == "x"', 'when a != "x"'],
    ['wehn a == "x"', 'when a == "x"'],
    ['lett b = ["x"]\nwhen a in b', 'let b = ["x"]\nwhen a in b'],
    ['evnt b { "a": "x" }', 'event b { "a": "x" }'],
    ['tset "x" alerts { "a": "x" }', 'test "x" alerts { "a": "x" }'],
    ["sorce aws.cloudtrail", "source aws.cloudtrail"],
  ])("%s", (body, mended) => {
    expect(parse(inRule(body)).diagnostics).toHaveLength(1);
    expect(fixed(inRule(body))).toBe(inRule(mended));
    expect(codes(inRule(mended))).toBe("");
  });

  test.each([
    'detect { eventName == "A" }',
    "exceptwhen a exists and\n b exists",
    'when a exists\nexcluding b contains "x" and c exists',
  ])("%s", (body) => expect(codes(inRule(body))).toBe("D1023"));
});

describe("brackets", () => {
  const related = (text: string) =>
    parse(text).diagnostics.map((one) => [
      one.code,
      text.slice(0, one.span.start).split("\n").length,
      one.related.map((place) => text.slice(place.span.start, place.span.end)),
    ]);

  test.each([
    ["a parenthesis", "when (a == 1\nalert { suppress = 1h }", "(", 3],
    ["a parenthesis before data", 'when (a == 1\ntitle = "x"', "(", 3],
    ["a bracket", 'x = ["a", "b"\ny = 1', "[", 3],
    ["an alert", 'alert { suppress = 1h\ntest "x" alerts as y', "{", 3],
    ["a block", "elastic { a = 1\nevent x {}", "{", 3],
    ["an event", 'event x { "a": 1\ntest "x" alerts as y', "{", 3],
    ["a quantifier", "when any x in y[] (x == 1\nunless a", "(", 3],
  ])("%s that is not closed", (_, body, opening, line) => {
    expect(related(inRule(body))).toEqual([["D1021", line, [opening]]]);
    expect(codes(fixed(inRule(body)))).toBe("");
  });

  test("a rule that is not closed ends at the next", () => {
    const text = "rule A {\n when a\nrule B {\n when b\n}\n";
    expect(related(text)).toEqual([["D1021", 3, ["{"]]]);
    expect(parse(text).file.declarations.map((one) => one.kind)).toEqual(["rule", "rule"]);
    expect(related("rule A {\n when a\n")).toEqual([["D1021", 2, ["{"]]]);
  });

  test.each([
    ["when a)", "D1022"],
    ["x = 1]", "D1022"],
    ["when (a]", "D1022"],
    ['alert { suppress = 1h }\n  }\ntest "x" alerts as y', "D1022"],
  ])("%s has one too many", (body, code) => expect(codes(inRule(body))).toBe(code));

  test("a bracket that an unclosed text took is not missed", () => {
    expect(codes(inRule('x = ["a", "b]\ny = 1'))).toBe("D1006");
    expect(codes(inRule('when (a == "b)\nunless c'))).toBe("D1006");
  });
});

describe("many problems", () => {
  test("ten problems in ten places are ten diagnostics", () => {
    const text = `import 5
rule A.One {
  title "x"
  severity = medim;
  created = 2026-02-30
  let a = ["x" "y"]
  wehn eventName == "A"
   and userAgent contain "x"
  alert { title = "by {}" }
  event e { "a": 1, }
  test "t" alert as e
  x = = 1
}
`;
    const { diagnostics, problems } = parse(text);
    expect(problems.map((one) => one.split(" ").slice(0, 2).join(" "))).toEqual([
      "1:8 D1020",
      "3:9 D1025",
      "4:19 D1014",
      "5:13 D1010",
      "6:16 D1025",
      "7:3 D1023",
      "8:18 D1026",
      "9:23 D1080",
      "10:19 D1029",
      "11:12 D1026",
      "12:7 D1020",
    ]);
    expect(new Set(diagnostics.map((one) => one.span.start)).size).toBe(11);
  });

  test("ten broken comparisons in one condition are ten diagnostics", () => {
    const operands = Array.from({ length: 10 }, (_, index) => `f${index} ==`);
    expect(parse(inRule(`when ${operands.join("\n and ")}`)).diagnostics).toHaveLength(10);
  });

  test("ten broken items in one list are ten diagnostics", () => {
    const items = Array.from({ length: 10 }, () => "=");
    for (const clause of ["x = [", "let x = [", "when a in [", "alert { key = ["]) {
      const close = clause.startsWith("alert") ? "] }" : "]";
      expect(parse(inRule(`${clause}${items.join(", ")}${close}`)).diagnostics).toHaveLength(10);
    }
  });

  test("ten broken entries in one block are ten diagnostics", () => {
    const entries = Array.from({ length: 10 }, (_, index) => `  e${index} = =`).join("\n");
    expect(parse(inRule(`alert {\n${entries}\n}`)).diagnostics).toHaveLength(10);
    expect(parse(inRule(`splunk {\n${entries}\n}`)).diagnostics).toHaveLength(10);
  });

  test("ten broken rules are ten diagnostics", () => {
    const rules = Array.from({ length: 10 }, (_, index) => `rule R${index} {\n  when a ==\n}`).join("\n");
    expect(parse(rules).diagnostics).toHaveLength(10);
  });

  test("each line of the example, broken alone, gives at least one and at most three", () => {
    const lines = pageExample.split("\n");
    for (const [index, line] of lines.entries()) {
      if (!/^ {1,4}\S/.test(line) || line.includes("TruffleHog calls") || line.includes('"""')) continue;
      const broken = [...lines.slice(0, index), `${line.split("//")[0]} = =`, ...lines.slice(index + 1)].join("\n");
      const { problems } = parse(broken);
      expect([index, problems.length > 0 && problems.length <= 3, problems]).toEqual([index, true, problems]);
    }
  });

  test("after two hundred problems no more are listed", () => {
    const { diagnostics } = parse(inRule("x = =\n".repeat(1000)));
    expect(diagnostics).toHaveLength(201);
    expect(diagnostics.at(-1)?.code).toBe("D1016");
  });
});

test("a broken file says so, a whole one doesn't", () => {
  expect(parse(inRule("when a ==")).file.broken).toBe(true);
  expect(parse(inRule('when a == "\u200b"')).file).not.toHaveProperty("broken");
});
