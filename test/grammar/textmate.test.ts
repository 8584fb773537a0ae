/** The TextMate grammar, run by the engine that editors run it on. */
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import oniguruma from "vscode-oniguruma";
import textmate from "vscode-textmate";
import { Report } from "../../src/diagnostics/problem.ts";
import { readTokens } from "../../src/syntax/read-tokens.ts";
import { isKind, tokenEnd } from "../../src/syntax/token-span.ts";
import * as kinds from "../../src/syntax/tokens.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
let grammar: textmate.IGrammar;

beforeAll(async () => {
  const wasm = createRequire(import.meta.url).resolve("vscode-oniguruma/release/onig.wasm");
  await oniguruma.loadWASM(new Uint8Array(readFileSync(wasm)).buffer);
  const text = readFileSync(`${root}grammar/tocsin.tmLanguage.json`, "utf8");
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (line) => new oniguruma.OnigString(line),
    }),
    loadGrammar: async (name) => (name === "source.tocsin" ? textmate.parseRawGrammar(text, "tocsin.json") : null),
  });
  const loaded = await registry.loadGrammar("source.tocsin");
  if (!loaded) throw new Error("the grammar can't be loaded");
  grammar = loaded;
});

interface Piece {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Without `source.tocsin` and without `.tocsin` at their ends. */
  readonly scopes: readonly string[];
}

function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let state = textmate.INITIAL;
  let before = 0;
  for (const line of text.split("\n")) {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    for (const { startIndex, endIndex, scopes } of tokens)
      pieces.push({
        text: line.slice(startIndex, endIndex),
        start: before + startIndex,
        end: before + Math.min(endIndex, line.length),
        scopes: scopes.slice(1).flatMap((one) => one.split(" ").map((name) => name.replace(/\.tocsin$/, ""))),
      });
    state = ruleStack;
    before += line.length + 1;
  }
  return pieces;
}

/** The scopes of the first piece that is this text. */
function scopesOf(text: string, wanted: string): readonly string[] {
  const piece = piecesOf(text).find((one) => one.text.trim() === wanted);
  if (!piece)
    throw new Error(
      `no piece is ${wanted}: ${piecesOf(text)
        .map((one) => one.text)
        .join("·")}`,
    );
  return piece.scopes;
}

const rule = (body: string) => `rule A.B-c.9 {\n${body}\n}`;

const cases: readonly (readonly [what: string, text: string, piece: string, scope: string])[] = [
  ["the word of a rule", rule(""), "rule", "keyword.control"],
  ["a rule's id", rule(""), "A.B-c.9", "entity.name.rule"],
  ["an import", 'import "lib/a.tocsin"', "import", "keyword.control"],
  ["the name of a let", "let scanners = []", "scanners", "entity.name.let"],
  ["the name of an event", "event scan { }", "scan", "entity.name.event"],
  ["an event that another one is the base of", "event two as one with { }", "as", "keyword.control.test"],
  ["a comment", rule("  // eventName == 1"), "// eventName == 1", "comment.line.double-slash"],
  ["a key of data", rule("  severity = low"), "severity", "entity.other.attribute-name"],
  ["a key that is called as a clause is", rule("  test = low"), "test", "entity.other.attribute-name"],
  ["a value that is called as a clause is", rule("  status = test"), "test", "variable.other"],
  ["a tactic and its technique", rule("  attack = [TA0007:T1087.004]"), "TA0007:T1087.004", "constant.other.attack"],
  ["a date", rule("  created = 2026-11-22"), "2026-11-22", "constant.numeric.time"],
  ["a time", rule("  when eventTime < 2026-11-22T10:00:00Z"), "2026-11-22T10:00:00Z", "constant.numeric.time"],
  ["a duration", rule("  alert { suppress = 1h }"), "1h", "constant.numeric.duration"],
  ["a number", rule("  when a < -1.5"), "-1.5", "constant.numeric"],
  ["`when`", rule("  when eventName exists"), "when", "keyword.control"],
  ["`unless` before a parenthesis", rule("  unless (a exists)"), "unless", "keyword.control"],
  ["a field", rule("  when eventName exists"), "eventName", "variable.other"],
  ["a member", rule("  when userIdentity.type exists"), "type", "variable.other.property"],
  [
    "a member that is called as an operator is",
    rule("  when a.contains exists"),
    "contains",
    "variable.other.property",
  ],
  ["an operator of words", rule('  when a starts with "b"'), "starts", "keyword.operator.word"],
  ["an operator of signs", rule('  when a != "b"'), "!=", "keyword.operator.comparison"],
  ["a connective", rule("  when a exists and b exists"), "and", "keyword.operator.logical"],
  ["a quantifier", rule("  when any x in a[] ( x exists )"), "any", "keyword.other.quantifier"],
  ["a literal", rule("  when readOnly == true"), "true", "constant.language"],
  ["a call", rule("  when json(a).b exists"), "json", "support.function"],
  ["a regex", rule("  when a matches /^b\\/[0-9]+/"), "/^b\\/[0-9]+/", "string.regexp"],
  ["a raw text", rule("  when a like 'b\\*'"), "b\\*", "string.quoted.single"],
  ["an escape", rule('  when a == "b\\n"'), "\\n", "constant.character.escape"],
  ["an escape that there isn't", rule('  when a == "b\\x"'), "\\x", "invalid.illegal.escape"],
  ["a value in a title", rule('  alert { title = "by {userIdentity.arn}" }'), "arn", "meta.interpolation"],
  ["a brace in a title", rule('  alert { title = "a {{b}}" }'), "{{", "constant.character.escape.brace"],
  ["a brace in another text", rule('  when a == "{b}"'), "{b}", "string.quoted.double"],
  [
    "what follows a title",
    rule('  alert {\n    title = "a"\n    key = [b]\n  }'),
    "key",
    "entity.other.attribute-name",
  ],
  ["a condition of a title", rule('  alert { title = "a" when b exists }'), "exists", "keyword.operator.word"],
  ["a platform", rule("  splunk { security_domain = threat }"), "splunk", "entity.name.section"],
  ["a key of JSON", 'event a { "eventName": "b" }', '"eventName"', "support.type.property-name"],
  ["a test's word", rule('  test "a" alerts as b'), "test", "keyword.control"],
  ["a verdict", rule('  test "a" alerts as b'), "alerts", "keyword.control.test"],
];

test.each(cases)("%s", (_, text, piece, scope) => {
  expect(scopesOf(text, piece)).toContain(scope);
});

describe("the shipped rules", () => {
  const folder = `${root}rules/`;
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((one) => one.endsWith(".tocsin"));

  test.each(paths)("%s", (path) => {
    const text = readFileSync(folder + path, "utf8");
    const pieces = piecesOf(text);
    const scopesAt = (offset: number) =>
      pieces.find((one) => one.start <= offset && offset < one.end)?.scopes.join(" ") ?? "";
    const stream = readTokens({ path, text }, new Report());
    const wrong: string[] = [];
    const expectAt = (offset: number, image: string, scope: RegExp): void => {
      if (!scope.test(scopesAt(offset))) wrong.push(`${image.slice(0, 30)}: ${scopesAt(offset)}`);
    };
    for (const token of stream?.tokens ?? []) {
      const last = tokenEnd(token) - 1;
      if (isKind(token, kinds.AnyText)) {
        expectAt(token.startOffset, token.image, /string/);
        expectAt(last, token.image, /string/);
      } else if (/string|comment/.test(scopesAt(token.startOffset)) && token.tokenType !== kinds.RegexToken)
        wrong.push(`${token.image}: ${scopesAt(token.startOffset)}`);
      if (token.tokenType === kinds.And || token.tokenType === kinds.Or)
        expectAt(token.startOffset, token.image, /keyword.operator.logical/);
      if (token.tokenType === kinds.Attack) expectAt(token.startOffset, token.image, /constant.other.attack/);
      if (token.tokenType === kinds.RegexToken) expectAt(last, token.image, /string.regexp/);
      if (isKind(token, kinds.CompareSign)) expectAt(token.startOffset, token.image, /keyword.operator.comparison/);
    }
    for (const { span } of stream?.comments ?? []) expectAt(span.start, "comment", /comment/);
    expect(wrong).toEqual([]);
  });
});
