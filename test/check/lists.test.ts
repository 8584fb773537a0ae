import { describe, expect, test } from "vitest";
import { showPredicate } from "../../src/ir/show.ts";
import { checkText, ruleWith } from "./support.ts";

const RULE = ruleWith("userAgent contains tools", 'let tools = lines("lists/tools.txt")');
const withList = (list: string) => checkText(RULE, { "lists/tools.txt": list });
const conditionOf = (list: string) => {
  const { rules, lines } = withList(list);
  expect(lines).toEqual([]);
  return showPredicate(rules[0]?.condition as never);
};

describe("what is an entry", () => {
  test.each([
    ["a\nb\n", '["a", "b"]'],
    ["a\r\nb\r\n", '["a", "b"]'],
    ["  a b \t\n\n\n\tb", '["a b", "b"]'],
    ["# all of them\na # one\nb\t#two\r\n   # three", '["a", "b"]'],
    ["a#b\nc#", '["a#b", "c#"]'],
    ['"a"\n\\n', '["\\"a\\"", "\\\\n"]'],
    ["ä\n🚨", '["ä", "🚨"]'],
  ])("%j", (list, texts) => expect(conditionOf(list)).toBe(`userAgent contains ${texts}`));

  test("a list from a file goes into other lists, and can be given patterns and networks", () => {
    const files = { "l/a.txt": "10.0.0.0/8", "l/b.txt": "curl*\n\\*x" };
    const before = 'let own = lines("l/a.txt")\nlet nets = [own, "192.0.2.0/24"]\nlet names = lines(\'l/b.txt\')';
    const { rules, lines } = checkText(
      ruleWith("sourceIPAddress in cidr nets and userAgent like names", before),
      files,
    );
    expect(lines).toEqual([]);
    expect(showPredicate(rules[0]?.condition as never)).toBe(
      `sourceIPAddress in cidr ["10.0.0.0/8", "192.0.2.0/24"] and userAgent like ['curl*', '\\*x']`,
    );
  });

  test("a library's list is its importer's, and the rule knows which files it uses", () => {
    const files = {
      "lib/a.tocsin": 'let tools = lines("lists/tools.txt")\nlet other = lines("lists/other.txt")',
      "lists/tools.txt": "curl",
      "lists/other.txt": "wget",
    };
    const { rules, lines } = checkText(`import "lib/a.tocsin"\n${ruleWith("userAgent contains tools")}`, files);
    expect(lines).toEqual([]);
    expect(rules[0]?.lists?.map((one) => one.path)).toEqual(["lists/tools.txt"]);
  });

  test("through a named condition too", () => {
    const before = 'let tools = lines("lists/tools.txt")\nlet by_tool = userAgent contains tools';
    const { rules } = checkText(ruleWith("by_tool", before), { "lists/tools.txt": "curl" });
    expect(rules[0]?.lists?.length).toBe(1);
  });

  test("lines is still a name elsewhere", () => {
    expect(checkText(ruleWith("userAgent contains lines", 'let lines = ["a"]')).lines).toEqual([]);
  });
});

describe("what is wrong is shown in the list, at its line", () => {
  test.each([
    ["", ["D2041 1:1 `lists/tools.txt` has no entry."]],
    ["# nothing\n\n  # here", ["D2041 1:1 `lists/tools.txt` has no entry."]],
    ["\uFEFFa", ["D2043 1:1 A list can't hold the character U+FEFF here."]],
    ["a\n  b\u0000c", ["D2043 2:4 A list can't hold the character U+0000 here."]],
    ["a # \u202Eb", ["D2043 1:5 A list can't hold the character U+202E here."]],
    ["a\u200Bb", ["D2043 1:2 A list can't hold the character U+200B here."]],
    ["a\n\u001B[31mb", ["D2043 2:1 A list can't hold the character U+001B here."]],
    ["a\tb", ["D2043 1:2 A list can't hold the character U+0009 here."]],
    ["a\rb", ["D2043 1:2 A list can't hold the character U+000D here."]],
    ["a\nb\n a", ["D3024 3:2 `a` stands twice in this list."]],
  ])("%j", (list, lines) => {
    const found = withList(list);
    expect(found.lines).toEqual(lines);
    expect(found.diagnostics[0]?.span.source.path).toBe("lists/tools.txt");
  });

  test("a value that its use refuses is shown at its line", () => {
    const { diagnostics, lines } = checkText(ruleWith("sourceIPAddress in cidr nets", 'let nets = lines("l.txt")'), {
      "l.txt": "10.0.0.0/8\n10.0.0.1/8",
    });
    expect(lines.length).toBe(1);
    expect(diagnostics[0]?.span).toMatchObject({ start: 11, end: 21, source: { path: "l.txt" } });
  });

  test("at most 10,000", () => {
    const list = (count: number) => Array.from({ length: count }, (_, index) => `entry ${index}`).join("\n");
    expect(withList(list(10_000)).codes).toEqual([]);
    expect(withList(list(10_001)).lines).toEqual(["D2042 10001:1 `lists/tools.txt` has more than 10,000 entries."]);
  });

  test("a list that two lets read is reported once", () => {
    const before = 'let one = lines("l.txt")\nlet two = lines("l.txt")';
    expect(checkText(ruleWith("userAgent in one or userAgent in two", before), { "l.txt": "" }).codes).toEqual([
      "D2041",
    ]);
  });
});

describe("paths", () => {
  test.each(["../a.txt", "/etc/passwd", "a\\\\b.txt", "", "./a.txt", "a//b.txt", "C:/a.txt"])("%s", (path) => {
    const { codes } = checkText(ruleWith("userAgent in names", `let names = lines("${path}")`), { [path]: "a" });
    expect(codes).toEqual(["D2040"]);
  });
});
