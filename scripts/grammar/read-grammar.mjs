// In: the parser. Out: its rules in the order in which a reader meets them, and its kinds of tokens.
import { importTypeScript } from "../run-typescript.mjs";

/**
 * `rules`: Chevrotain's own description of each rule. `tokens`: by name, each with the `text` that it always is, or the
 * `pattern` that it fits, or the `members` of a category, and a `label` for people.
 */
export async function readGrammar() {
  const { getParser } = await importTypeScript("src/syntax/parser.ts");
  const { vocabulary } = await importTypeScript("src/syntax/tokens.ts");
  const rules = new Map(
    getParser()
      .getSerializedGastProductions()
      .map((rule) => [rule.name, rule]),
  );
  return { rules: inReadingOrder(rules, "ruleFile"), tokens: readTokens(vocabulary) };
}

function inReadingOrder(rules, start) {
  const names = [start];
  for (const name of names)
    for (const one of parts(rules.get(name)))
      if (one.type === "NonTerminal" && !names.includes(one.name)) names.push(one.name);
  return names.map((name) => rules.get(name));
}

/** Everything in a piece of the grammar, in order. */
export function parts(piece) {
  return (piece.definition ?? []).flatMap((one) => [one, ...parts(one)]);
}

/** Chevrotain's pattern of tokens that no pattern gives: they are made of others. */
const NOT_SCANNED = "NOT_APPLICABLE";

function readTokens(vocabulary) {
  const tokens = new Map();
  for (const type of vocabulary) {
    const [, text] = /^`(.+)`$/.exec(type.LABEL ?? "") ?? [];
    const isScanned = type.PATTERN instanceof RegExp && type.PATTERN.source !== NOT_SCANNED;
    const pattern = isScanned ? type.PATTERN.source : undefined;
    const categories = type.CATEGORIES.map((one) => one.name);
    tokens.set(type.name, { name: type.name, text, pattern, label: type.LABEL ?? type.name, categories });
  }
  for (const token of tokens.values())
    token.members = [...tokens.values()].filter((one) => one.categories.includes(token.name)).map((one) => one.name);
  return tokens;
}

/** The tokens that a piece of the grammar can begin with, by name. */
export function firstOf(pieces, grammar) {
  const first = new Set();
  for (const piece of pieces) {
    const { names, isEmpty } = firstOfPiece(piece, grammar);
    for (const name of names) first.add(name);
    if (!isEmpty) break;
  }
  return first;
}

function firstOfPiece(piece, grammar) {
  if (piece.type === "Terminal") return { names: new Set([piece.name]), isEmpty: false };
  if (piece.type === "NonTerminal")
    return {
      names: firstOf(grammar.rules.find((rule) => rule.name === piece.name).definition, grammar),
      isEmpty: false,
    };
  if (piece.type === "Alternation")
    return { names: new Set(piece.definition.flatMap((one) => [...firstOf(one.definition, grammar)])), isEmpty: false };
  return { names: firstOf(piece.definition, grammar), isEmpty: true };
}
