/** What is not SPL as this engine knows it is an error when it is read, never a verdict. */
import { describe, expect, test } from "vitest";
import { splunkEngine } from "../../../src/targets/splunk/engine/engine.ts";
import { compileText, loadSearch } from "../../../src/targets/splunk/engine/load-search.ts";

const read = (text: string) => () => compileText(text, "some_filter");

describe("a text is refused", () => {
  test.each([
    ['`cloudtrail` eventName="a', "unbalanced"],
    ['`cloudtrail` | where a="x" AND b="y', "unbalanced"],
    ["`cloudtrail | where isnull(a)", "unbalanced"],
    ['`cloudtrail` | where \'a.b="x"', "not closed"],
    ['`cloudtrail` | where a="a\\"', "unbalanced"],
    ["`cloudtrail` [search index=x | fields y]", "not known here"],
    ["`cloudtrail` ```a comment``` | stats count", "no macro"],
  ])("where quotes and brackets don't match: %s", (text, why) => {
    expect(read(text)).toThrow(why);
  });

  test.each([
    ["`cloudtrail` | delete", "command `delete`"],
    ["`cloudtrail` | whre isnull(a)", "command `whre`"],
    ["`cloudtrail` | outputlookup x.csv", "command `outputlookup`"],
    ["`cloudtrail` |", "no command"],
    ["`cloudtrail` | where isnull(a) | | stats count", "no command"],
    ["`unheard_of` | stats count", "macro"],
    ["`security_content_ctime` | stats count", "macro"],
    ["`cloudtrail(x)` | stats count", "macro"],
    ["`other_filter`", "macro"],
  ])("that calls what is not known: %s", (text, why) => {
    expect(read(text)).toThrow(why);
  });

  test.each([
    ["isnul(a)", "unknown function isnul()"],
    ['searchmatch("a=1")', "unknown function searchmatch()"],
    ["a", "a value where a condition is wanted"],
    ['"true"', "a value where a condition is wanted"],
    ["lower(a)", "where a condition is wanted"],
    ['coalesce(isnull(a), "x")="x"', "where a value is wanted"],
    ['(a="x")="true"', "a truth value where a value is wanted"],
    ["a=true", "the word `true`"],
    ['a="x" and b="y"', "is too much"],
    ['a="x" XOR b="y"', "is too much"],
    ['a IN ("x")', "is too much"],
    ['a LIKE "x%"', "is too much"],
    ['a="x"="y"', "comparisons in a row"],
    ['a.b="x"', "wants parentheses"],
    ['a.b-c="x"', "wants parentheses"],
    ['a{}="x"', "can't read"],
    ['userIdentity.arn="x"', "wants parentheses"],
    ["match(a)", "match() with 1 arguments"],
    ["match(a, b)", "wants a regex in quotes"],
    ["cidrmatch(a, b)", "wants a text in quotes"],
    ['cidrmatch("10.0.0/8", a)', "is no network"],
    ["isnotnull(mvfilter(a=b))", "mvfilter() with 2 fields"],
    ['isnotnull(mvmap(split(a, ","), 1))', "mvmap() over what is no field"],
    ['isnull(json_extract(a, "b c\\"d"))', "no JSON path"],
    ['isnull(case(a="x", "y", "z"))', "no value"],
    ['a="x\\ty"', "the escape"],
    ['a="x\ny"', "line break"],
    ['a="x`y`"', "backtick"],
    ['a="$x$"', "dollar sign"],
    ['like(a, "x\\\\%")', "backslash in a pattern"],
    ["isnull(a", "`)` is wanted"],
    ["isnull(a))", "is too much"],
    ["", "a value is wanted"],
  ])("whose condition is none: %s", (condition, why) => {
    expect(read(`\`cloudtrail\` | where ${condition}`)).toThrow(why);
  });

  test.each([
    ["(?<name>a)", "a group that begins"],
    ["(a)\\1", "the escape"],
    ["\\bword", "the escape"],
    ["a++", "a repeated repetition"],
    ["a**", "a repeated repetition"],
    ["*a", "nothing to repeat"],
    ["(?=a)+", "a repeated place"],
    ["(?<=a)b", "a group that begins"],
    ["(?m)^a", "a group that begins"],
    ["a(?i)b", "a group that begins"],
    ["[[:alpha:]]", "a POSIX class"],
    ["[a-\\d]", "a range"],
    ["[z-a]", "a range"],
    ["[a", "`[` without `]`"],
    ["(a", "`(` without `)`"],
    ["a)", "`)` without `(`"],
    ["\\xe9", "beyond ASCII"],
    ["\\p{L}", "the escape"],
    ["a{3,2}", "ends before it begins"],
  ])("whose regex every PCRE doesn't read alike: %s", (pattern, why) => {
    expect(read(`\`cloudtrail\` | where match(a, "${pattern}")`)).toThrow(why);
  });

  test.each([
    ["eventName", "a search in the raw text"],
    ['"free text"', "a search in the raw text"],
    ['eventName IN ("a", "b")', "a search in the raw text"],
    ['sourceIPAddress="10.0.0.0/8"', "compares as a network"],
    ['(eventName="a"', "`)` is wanted"],
    ['eventName="a")', "is too much"],
    ['eventName="a\\*"', "the escape"],
    ["eventName>5", "can't read"],
    ['OR eventName="a"', "`OR` where a term is wanted"],
    ['eventName="a" OR', "where a term is wanted|raw text"],
    ["'eventName'=\"a\"", "can't read"],
  ])("whose search terms are others: %s", (terms, why) => {
    expect(read(terms)).toThrow(new RegExp(why.replace(/[()[\]`]/g, "\\$&")));
  });

  test.each([
    ["stats count by", "no field name"],
    ["stats dc(a) as n by b", "the function"],
    ["stats count(a) by b", "another number of fields"],
    ["rename a b", "`as` is wanted"],
    ["eval a", "`=` is wanted"],
    ["eval a=isnull(b)", "the truth value of isnull()"],
    ['eval {a}="x"', "can't read"],
    ["spath", "without a path"],
    ["spath path=a output=b extra=c", "spath has no"],
    ["convert ctime(a)", "`timeformat=` is wanted"],
    ["fields - a", "no field name"],
  ])("whose command has other arguments: %s", (command, why) => {
    expect(read(`\`cloudtrail\` | ${command}`)).toThrow(why);
  });

  test("that is too deep", () => {
    expect(read(`\`cloudtrail\` | where ${"(".repeat(5_000)}isnull(a)${")".repeat(5_000)}`)).toThrow("too deep");
    expect(read(`\`cloudtrail\` | where ${"NOT ".repeat(5_000)}isnull(a)`)).toThrow("too deep");
    expect(read(`\`cloudtrail\` ${"(".repeat(5_000)}a="x"${")".repeat(5_000)}`)).toThrow("too deep");
    expect(read(`\`cloudtrail\` | where match(a, "${"(".repeat(5_000)}")`)).toThrow("too deep");
  });
});

describe("files are refused", () => {
  const detection = (search: string) => ({
    path: "contentctl/detections/cloud/some.yml",
    content: `name: Some\nsearch: |-\n${search
      .split("\n")
      .map((line) => `  ${line}`)
      .join("\n")}\n`,
  });
  const good = '`cloudtrail` eventName="E"\n| where eventName="E"\n| stats count by eventName\n| `some_filter`';
  const conf = (search: string) => ({
    path: "app/x/default/savedsearches.conf",
    content: `[Some]\nsearch = ${search.replaceAll("\n", " \\\n")}\n`,
  });

  test("without a detection, with two, without its filter macro", async () => {
    await expect(loadSearch([])).rejects.toThrow("one detection is wanted");
    await expect(
      loadSearch([detection(good), { ...detection(good), path: "contentctl/detections/b.yml" }]),
    ).rejects.toThrow("one detection");
    await expect(loadSearch([detection("`cloudtrail` | stats count by a")])).rejects.toThrow("filter macro");
    await expect(loadSearch([{ ...detection(good), path: "contentctl/detections/cloud/other.yml" }])).rejects.toThrow(
      "filter macro",
    );
  });

  test("where the formats of a detection hold two searches", async () => {
    const other = (search: string) => ({ ...detection(search), path: "contentctl_ng/detections/cloud/some.yml" });
    const search = await loadSearch([detection(good), other(good)]);
    expect(search.judge({ eventName: "E" })).toEqual({ alerts: true });
    await expect(
      loadSearch([detection(good), other(good.replace('where eventName="E"', "where 1=1"))]),
    ).rejects.toThrow("two different searches");
  });

  test("where the saved search is another one, and not where only columns differ", async () => {
    await expect(
      loadSearch([detection(good), conf(good.replace('where eventName="E"', 'where eventName="F"'))]),
    ).rejects.toThrow("two different searches");
    await expect(loadSearch([detection(good), { ...conf(good), content: "[Other]\nsearch = x\n" }])).rejects.toThrow(
      "has no search",
    );
    const search = await loadSearch([
      detection(good),
      conf(good.replace("| `some", '| eval alert_title="x"\n| `some')),
    ]);
    expect(search.judge({ eventName: "E" })).toEqual({ alerts: true });
    expect(search.judge({ eventName: "e" })).toEqual({ alerts: false });
    expect(search.prefilter({ eventName: "e" })).toEqual({ alerts: true });
  });

  test("with an error of this engine's own kind, which names the text", async () => {
    const engine = await splunkEngine.open();
    if ("missing" in engine) throw new Error("it is always there");
    await expect(engine.load([detection(good.replace("where", "delete"))])).rejects.toThrow(
      "the command `delete` is not known",
    );
    const rule = await engine.load([detection(good)]);
    expect(await rule.judge([{ eventName: "E" }, {}])).toEqual([{ alerts: true }, { alerts: false }]);
    await engine.close();
  });
});
