import { describe, expect, test } from "vitest";
import { showPredicate } from "../../src/ir/show.ts";
import { checkTuned } from "./support.ts";

const rule = (more = "", alert = "") => `event shared { "eventSource": "a", "eventName": "shared" }

rule A.Rule {
  title       = "Title"
  description = "Description."
  severity    = medium
  ${more}

  source aws.cloudtrail

  when eventSource == "a"
  ${alert}

  event hit as shared with { "userAgent": "curl" }

  test "hit"  alerts  as hit
  test "miss" ignores as shared with { "eventSource": "b" }
}
`;
const RULE = rule();

/** `code message`, in the order of the text. */
const problems = (tune: string, rules = RULE): string[] =>
  checkTuned(rules, tune).diagnostics.map((one) => `${one.code} ${one.message}`);
const tuned = (body: string, rules = RULE) => {
  const { rules: found, lines } = checkTuned(rules, `tune A.Rule { reason = "Known."\n${body}\n}`);
  expect(lines).toEqual([]);
  return found[0];
};

describe("a tune narrows, re-rates or switches off", () => {
  test("unless leaves events out, and the rule as it was is kept", () => {
    const found = tuned('unless userAgent == "curl"');
    expect(showPredicate(found?.condition as never)).toBe('eventSource == "a" and not userAgent == "curl"');
    expect(found?.tuning?.reason.value).toBe("Known.");
    expect(showPredicate(found?.tuning?.untuned.condition as never)).toBe('eventSource == "a"');
    expect(found?.unless).toBeUndefined();
  });

  test("severity is that of the rule and of every alert", () => {
    const found = tuned("severity = low", rule("", 'alert { severity = high when userAgent == "curl" }'));
    expect(found?.metadata.severity.value).toBe("low");
    expect(found?.alert.severity).toEqual([{ value: "low" }]);
  });

  test("suppress is longer, or there where the rule has none", () => {
    expect(tuned("suppress = 4h", rule("", "alert { suppress = 1h }"))?.alert.suppress?.value).toBe(14_400);
    expect(tuned("suppress = 5m")?.alert.suppress?.value).toBe(300);
  });

  test("enabled = false", () => expect(tuned("enabled = false")?.metadata.enabled).toBe(false));

  test("the order is free", () => expect(tuned('unless userAgent == "curl"\nseverity = low')).toBeDefined());
});

describe("what would widen is refused", () => {
  test.each([
    [
      "enabled = true",
      RULE,
      ["D2032 `enabled` can't widen the rule: a rule that its own file switches off stays off."],
    ],
    [
      "enabled = true",
      rule("enabled = false"),
      ["D2032 `enabled` can't widen the rule: a rule that its own file switches off stays off."],
    ],
    [
      "suppress = 30m",
      rule("", "alert { suppress = 1h }"),
      ["D2032 `suppress` can't widen the rule: the rule itself suppresses alerts for longer."],
    ],
    [
      "suppress = none",
      rule("", "alert { suppress = 1h }"),
      ["D2032 `suppress` can't widen the rule: `none` shows every alert."],
    ],
    ['when eventName == "b"', RULE, ["D2035 A tune takes no `when`.", "D2034 The tune of `A.Rule` changes nothing."]],
    ["severity = low\nelastic { risk_score = 1 }", RULE, ["D2035 A tune takes no `elastic`."]],
    ["severity = low\nsource aws.cloudtrail", RULE, ["D2035 A tune takes no `source`."]],
    ['severity = low\nalert { title = "x" }', RULE, ["D2035 A tune takes no `alert`."]],
  ])("%s", (body, rules, expected) =>
    expect(problems(`tune A.Rule { reason = "Known."\n${body}\n}`, rules).sort()).toEqual([...expected].sort()),
  );

  test("having waits for rules over several events", () => {
    expect(problems('tune A.Rule { reason = "Known."\nseverity = low\nhaving count() >= 5\n}')).toEqual([
      "D1028 `having` is not supported yet.",
    ]);
  });
});

describe("what is missing or wrong", () => {
  test.each([
    ["tune A.Rule { severity = low }", ["D2011 The tune has no `reason`."]],
    ['tune A.Rule { reason = ""  severity = low }', ["D2012 `reason` is not empty."]],
    ['tune A.Rule { reason = "  "  severity = low }', ["D2012 `reason` is not empty."]],
    ["tune A.Rule { reason = known  severity = low }", ["D2012 `reason` is a text, in quotes."]],
    ['tune A.Rule { reason = "Known." }', ["D2034 The tune of `A.Rule` changes nothing."]],
    [
      'tune A.Rule { reason = "Known."  severity = urgent }',
      ["D2012 `severity` is one of `info`, `low`, `medium`, `high`, `critical`."],
    ],
    ['tune A.Rule { reason = "Known."  supress = 1h  }', ["D2010 The tune takes no `supress`."]],
    ['tune A.Rule { reason = "Known."  suppress = "1h"  }', ["D2012 `suppress` is a duration, such as `4h`."]],
    ['tune A.Rule { reason = "Known."  suppress = 0s  }', ["D2012 `suppress` is a duration, such as `4h`."]],
    [
      'tune A.Rule { reason = "Known."  unless userAgnt exists }',
      ["D2001 CloudTrail's record has no field `userAgnt`, and nothing here has that name."],
    ],
    ['tune A.Rule { reason = "Known."  severity = medium }', ["D2033 The rule's severity is `medium` already."]],
    [
      'tune A.Rule { reason = "Known."  severity = low  test "x" ignores as hot }',
      ["D2021 There is no event `hot` here."],
    ],
    [
      'tune A.Rule { reason = "Known."  severity = low  test "hit" alerts as hit }',
      ["D5005 Two tests are named `hit`."],
    ],
    ['let a = ["b"]\ntune A.Rule { reason = "Known."  severity = low }', ["D2008 The `let` `a` is not used."]],
  ])("%s", (text, expected) => expect(problems(text)).toEqual(expected));

  test("a rule that there isn't: the nearest one", () => {
    const [found] = checkTuned(RULE, 'tune A.Rul { reason = "Known."  severity = low }').diagnostics;
    expect(found).toMatchObject({ code: "D2030", help: "The closest name is `A.Rule`." });
  });

  test("a rule's former id: the one that it has now", () => {
    const [found] = checkTuned(
      rule("formerly = [Old.Name.Of.It]"),
      'tune Old.Name.Of.It { reason = "Known."  severity = low }',
    ).diagnostics;
    expect(found).toMatchObject({ code: "D2030", help: "The closest name is `A.Rule`." });
  });

  test("two tunes of one rule: both places", () => {
    const one = 'tune A.Rule { reason = "Known."  severity = low }\n';
    const { diagnostics } = checkTuned(RULE, one + one);
    expect(diagnostics.map((found) => found.code)).toEqual(["D2031"]);
    expect(diagnostics[0]?.related[0]?.span.start).toBe(5);
  });

  test("a rule and a tune in one file", () => {
    expect(
      problems(`tune A.Rule { reason = "Known."  severity = low }\n${RULE}`, "").map((one) => one.slice(0, 5)),
    ).toEqual(["D2024"]);
  });

  test("a tune of a rule with an error says nothing about the rule", () => {
    const broken = RULE.replace("when eventSource", "when eventSorce");
    const text = 'tune A.Rule { reason = "Known."  unless userAgnt exists  test "x" ignores as nothing }';
    expect(checkTuned(broken, text).codes.filter((code) => code !== "D2001")).toEqual([]);
    expect(checkTuned(broken, text).rules).toEqual([]);
  });

  test("what leaves out everything", () => {
    expect(problems('let who = userAgent ?? "x"\ntune A.Rule { reason = "Known."  unless who exists }')).toEqual([
      expect.stringContaining("D3020"),
    ]);
  });
});

describe("names", () => {
  test("tests and events may name the rule's events and those of its file", () => {
    const found = tuned(`unless userAgent == "curl"
      event wget as hit with { "userAgent": "wget" }
      test "curl" ignores as hit
      test "wget" alerts as wget
      test "nothing" alerts as shared`);
    expect(found?.tuning?.tests.map((one) => one.name)).toEqual(["curl", "wget", "nothing"]);
  });

  test("the file's own events come first, and its lets are the condition's", () => {
    const text = `let tools = ["curl"]
event hit { "eventSource": "a", "eventName": "own" }
tune A.Rule { reason = "Known."  unless userAgent in tools  test "own" alerts as hit }`;
    const { rules, lines } = checkTuned(RULE, text);
    expect(lines).toEqual([]);
    expect(rules[0]?.tuning?.tests[0]?.input).toMatchObject({ event: { eventName: "own" } });
  });

  test("imports are those of the tuning file", () => {
    const text = 'import "lib/a.tocsin"\ntune A.Rule { reason = "Known."  unless known }';
    const { rules, lines } = checkTuned(RULE, text, { "lib/a.tocsin": 'let known = userAgent == "curl"' });
    expect(lines).toEqual([]);
    expect(showPredicate(rules[0]?.tuning?.unless as never)).toBe('userAgent == "curl"');
  });

  test("a let of the rule isn't known", () => {
    const rules = RULE.replace('when eventSource == "a"', 'let tools = ["a"]\n  when eventSource in tools');
    expect(problems('tune A.Rule { reason = "Known."  unless userAgent in tools }', rules)[0]).toContain("D3018");
  });
});
