import fc from "fast-check";
import { expect, test } from "vitest";
import { cleanJson, cleanLines, cleanText } from "../../src/diagnostics/clean-text.ts";

const dangerous = [
  "\u001b[31m",
  "\u0007",
  "\u009b",
  "\u202e",
  "\u2066",
  "\u200b",
  "\ufeff",
  "\u2028",
  "\ud800",
  "\u{e0041}",
  "\r",
  "\u007f",
];

test.each(dangerous)("%j shows as an escape", (text) => {
  const clean = cleanText(`a${text}b`);
  expect(clean).toMatch(/^a\\u\{[0-9a-f]+\}.*b$/);
  for (const character of text) if (!/[[\]a-z0-9]/i.test(character)) expect(clean).not.toContain(character);
});

test("what people write stays as it is", () => {
  const text = 'Straße 東京 👍 café: "x" `y`';
  expect(cleanText(text)).toBe(text);
  expect(cleanLines(`a\n\tb\r\nc`)).toBe("a\n  b\nc");
});

test("no text keeps a control character, and JSON keeps its meaning", () => {
  const anyText = fc.string({
    unit: fc.oneof(fc.string({ unit: "binary", minLength: 1, maxLength: 1 }), fc.constantFrom(...dangerous)),
  });
  fc.assert(
    fc.property(anyText, (text) => {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what may not be left
      expect(cleanText(text)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/);
      const json = cleanJson(JSON.stringify({ text }, null, 2));
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what may not be left
      expect(json).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/);
      expect(JSON.parse(json)).toEqual({ text });
    }),
  );
});
