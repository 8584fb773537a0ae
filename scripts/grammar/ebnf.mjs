// In: the grammar. Out: it as EBNF, in the notation of the W3C's XML specification; patterns stand between slashes.
import { parts } from "./read-grammar.mjs";

const WIDTH = 110;

export function printEbnf(grammar) {
  const used = usedTokens(grammar);
  const rules = grammar.rules.map((rule) => production(rule.name, alternativesOf(rule, grammar)));
  const categories = used.filter((one) => one.members.length > 0);
  const words = used.filter((one) => one.members.length === 0 && one.text === undefined);
  const lexical = [
    ...categories.map((one) =>
      production(one.name, [one.members.map((name) => tokenText(grammar.tokens.get(name))).join(" | ")]),
    ),
    ...words.map((one) =>
      production(one.name, [one.pattern === undefined ? `/* ${one.label} */` : `/${one.pattern}/`]),
    ),
  ];
  return `/* The grammar of Tocsin, generated from the parser by \`npm run grammar\`. What characters make up a word or a sign,
   and what binds tighter, is in README.md. A rule's name in small letters is made of tokens, one in capitals is a token. */

${rules.join("\n")}
/* Tokens */

${lexical.join("\n")}`;
}

/** The kinds of tokens that the rules name, and those that these are made of. */
function usedTokens({ rules, tokens }) {
  const names = rules.flatMap((rule) => parts(rule).flatMap((one) => (one.type === "Terminal" ? [one.name] : [])));
  const found = new Set(names);
  for (const name of found) for (const member of tokens.get(name).members) found.add(member);
  return [...found].map((name) => tokens.get(name));
}

function production(name, alternatives) {
  const head = `${name} ::= `;
  const line = head + alternatives.join(" | ");
  if (line.length <= WIDTH && alternatives.length < 4) return `${line}\n`;
  if (alternatives.length === 1) return `${wrapped(line)}\n`;
  const indent = " ".repeat(head.length - 2);
  return `${head}${alternatives[0]}\n${alternatives
    .slice(1)
    .map((one) => `${indent}| ${one}\n`)
    .join("")}`;
}

function wrapped(line) {
  const lines = [""];
  for (const word of line.split(" ")) {
    if (lines.at(-1).length + word.length > WIDTH) lines.push("   ");
    lines[lines.length - 1] += `${lines.at(-1).trim() === "" && lines.length === 1 ? "" : " "}${word}`;
  }
  return lines.join("\n");
}

/** What the rule is, one text for each of its alternatives. */
function alternativesOf(rule, grammar) {
  const [only, ...others] = rule.definition;
  if (only.type !== "Alternation" || others.length > 0) return [sequence(rule.definition, grammar)];
  return only.definition.map((one) => sequence(one.definition, grammar));
}

const sequence = (pieces, grammar) => pieces.map((one) => piece(one, grammar)).join(" ");

function piece(one, grammar) {
  switch (one.type) {
    case "Terminal":
      return tokenText(grammar.tokens.get(one.name));
    case "NonTerminal":
      return one.name;
    case "Option":
      return `${grouped(one, grammar)}?`;
    case "Repetition":
      return `${grouped(one, grammar)}*`;
    case "Alternation":
      return `( ${one.definition.map((each) => sequence(each.definition, grammar)).join(" | ")} )`;
    default:
      throw new Error(`compiler bug: the grammar has a ${one.type}, which EBNF is not printed of`);
  }
}

function grouped(one, grammar) {
  const text = sequence(one.definition, grammar);
  const isOne =
    one.definition.length === 1 && one.definition[0].type !== "Option" && one.definition[0].type !== "Repetition";
  return isOne ? text : `( ${text} )`;
}

function tokenText({ name, text }) {
  if (text === undefined) return name;
  return text.includes('"') ? `'${text}'` : `"${text}"`;
}
