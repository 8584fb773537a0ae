/** What the parser says it expected, in words: Chevrotain asks for these texts when a rule of the grammar fails. */
import type { IParserErrorMessageProvider, TokenType } from "chevrotain";

const expectedByRule: Readonly<Record<string, string>> = {
  declaration: "`import`, `rule`, `tune`, `let` or `event`",
  clause: "a clause",
  dataValue: "a value",
  plainData: "a value",
  letValue: "a list, a condition or a path",
  alertEntry: "a text, a list, a duration or a word",
  eventExpression: "`{` or `as`",
  testDeclaration: "`alerts` or `ignores`",
  testInput: "an event or `file`",
  jsonValue: "a JSON value",
  embeddedJson: "`{` or `[`",
  negation: "a condition",
  comparison: "an operator",
  relation: "an operator",
  wordRelation: "`in`, `contains`, `starts with`, `ends with`, `like` or `matches`",
  state: "`is ip`, `exists` or `missing`",
  operand: "a value, a list or a path",
  listItem: "a value or a path",
  value: "a path or a text",
  path: "a path",
  quantified: "`any` or `all`",
};

/** The text for the rule that failed, else that of the token that was missing. */
export function expectedText(ruleName: string, missing?: TokenType): string {
  if (missing) return missing.LABEL ?? `\`${missing.name}\``;
  return (Object.hasOwn(expectedByRule, ruleName) ? expectedByRule[ruleName] : undefined) ?? "something else";
}

/** What stands before the message of a problem that is "there is more than expected". */
export const endExpected = "the end";

export const messageProvider: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected, ruleName }) => expectedText(ruleName, expected),
  buildNotAllInputParsedMessage: () => endExpected,
  buildNoViableAltMessage: ({ ruleName }) => expectedText(ruleName),
  buildEarlyExitMessage: ({ ruleName }) => expectedText(ruleName),
};
