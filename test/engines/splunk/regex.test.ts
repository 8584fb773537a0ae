/** PCRE as match() and mvfind() run it, and where characters and bytes part. */
import { expect, test } from "vitest";
import { compileRegex } from "../../../src/targets/splunk/engine/run/regex.ts";
import { openPoints } from "../../../src/targets/splunk/engine/run/worlds.ts";

const fits = (pattern: string, text: string, world = 0) => compileRegex(pattern)({ world, touched: 0 }, text);
const touches = (pattern: string, text: string) => {
  const run = { world: 0, touched: 0 };
  compileRegex(pattern)(run, text);
  return run.touched === openPoints.regexCharacters;
};

test.each([
  ["a|b", "xb", true],
  ["^(?:a|b)\\z", "ab", false],
  ["^a|b\\z", "ax", true],
  ["[.]", "x", false],
  ["[^[{]", "[{", false],
  ["[]a]", "]", true],
  ["[^]a]", "]", false],
  ["[a-]", "-", true],
  ["[-a]", "-", true],
  ["[\\]\\^\\-\\[]+\\z", "]^-[", true],
  ["[\\x09-\\x0d ]", "\v", true],
  ["\\s", "\u00a0", false],
  ["\\d", "\u0661", false],
  ["\\w", "é", false],
  ["^.{2}\\z", "ab", true],
  ["^a{2,3}\\z", "aaaa", false],
  ["^a{2,}\\z", "aaaa", true],
  ["^a{,2}\\z", "a{,2}", true],
  ["^{\\z", "{", true],
  ["^(?=.*a)(?=.*b)", "xbxa", true],
  ["^(?![\\[{]).*?(?:x\\z)", "[x", false],
  ["^-?(?!(?:[.]?[0-9]){16})[0-9]+\\z", "1234567890123456", false],
  ["^-?(?!(?:[.]?[0-9]){16})[0-9]+\\z", "123456789012345", true],
  ["(?i)straße", "STRAßE", true],
  ["(?is)a.b", "A\nB", true],
  ["(?s).", "\n", true],
  [".", "\n", false],
  [".", "\r", true],
  [".", "\u2028", true],
  ["\\n\\r\\t\\f", "\n\r\t\f", true],
  ["\\.\\*\\/\\-", ".*/-", true],
  ["", "", true],
])("%s on %j", (pattern, text, expected) => {
  expect(fits(pattern, text)).toBe(expected);
});

test("a dollar sign is refused: it also fits before a last line break", () => {
  expect(() => compileRegex("a$")).toThrow("`$` also holds before a last line break");
});

test("characters and bytes are told apart where it matters, and only there", () => {
  expect(touches("^.\\z", "é")).toBe(true);
  expect(touches("[^a]", "é")).toBe(true);
  expect(touches("[éè]", "é")).toBe(true);
  expect(touches("é+", "éé")).toBe(true);
  expect(touches("(?i)k", "é")).toBe(true);
  expect(touches("^é", "é")).toBe(false);
  expect(touches("a[b-c]", "é")).toBe(false);
  expect(touches("^.\\z", "e")).toBe(false);
});

test("bytes are read as PCRE without UTF mode reads them", () => {
  const bytes = openPoints.regexCharacters;
  expect([fits("^.\\z", "é"), fits("^.\\z", "é", bytes), fits("^..\\z", "é", bytes)]).toEqual([true, false, true]);
  expect(fits("^é.\\z", "éa", bytes)).toBe(true);
  expect(fits("^[éa]\\z", "é", bytes)).toBe(false);
  expect(fits("^[éa]{2}\\z", "é", bytes)).toBe(true);
  expect(fits("^[à-ü]{2}\\z", "é", bytes)).toBe(true);
  expect([fits("(?i)k", "\u212a"), fits("(?i)k", "\u212a", bytes)]).toEqual([true, false]);
  expect(fits("(?i)[a-c]+\\z", "xABC", bytes)).toBe(true);
});
