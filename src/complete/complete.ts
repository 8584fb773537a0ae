/**
 * In: the text of a rule file, finished or not, an offset in it, and what lies outside of the text. Out: what may stand
 * there, the likeliest first. The grammar says which kinds of things may; scope, schema and the model of AWS's
 * operations say which ones. Reads no files and keeps nothing: an editor and a browser ask the same function.
 */
import type { Source } from "../source/source.ts";
import { canEnd } from "../syntax/boundaries.ts";
import type { NextToken } from "../syntax/next-tokens.ts";
import * as kinds from "../syntax/tokens.ts";
import { clauseProposals } from "./clauses.ts";
import { type Completion, completionsOf, type Proposal, wordProposal } from "./completion.ts";
import type { CompletionContext } from "./context.ts";
import { dataValueProposals, importProposals, keyProposals } from "./data.ts";
import { dataPlace } from "./data-place.ts";
import { eventProposals, jsonKeyProposals, jsonValueProposals } from "./events.ts";
import { comparisonAt } from "./locate.ts";
import { nocaseProposals, operatorProposals, restOfOperator } from "./operators.ts";
import { memberProposals, type PathUse, startProposals, touches } from "./paths.ts";
import { type Place, readPlace } from "./place.ts";
import { Surroundings } from "./surroundings.ts";
import { templatePlace } from "./template-place.ts";
import { valueProposal, valuesOf } from "./values.ts";

/** What may stand at `offset` of a file's text; `path` is where the file is, from the rules' root. Never throws for what is in the text. */
export function complete(source: Source, offset: number, context: CompletionContext): readonly Completion[] {
  const place = readPlace(source, offset);
  if (!place) return [];
  const here = (isAlertText(place) ? templatePlace(place) : undefined) ?? place;
  return completionsOf(proposalsFor(here, context), here);
}

function isAlertText(place: Place): boolean {
  if (!place.inText || !place.next.some(({ rules }) => rules.at(-1) === "alertEntry")) return false;
  const key = dataPlace(place.before, true).keys.at(-1);
  return key === "title" || key === "description";
}

function proposalsFor(place: Place, context: CompletionContext): Proposal[] {
  const around = new Surroundings(place, context);
  const found: { readonly [R in Rank]: Proposal[] } = { first: [], word: restOfOperator(around), clause: [] };
  // The grammar names a kind of thing once for each way to it.
  const done = new Set<string>();
  const once: Once = (group, proposals, rank = "first") => {
    if (!done.has(group)) found[rank].push(...proposals());
    done.add(group);
  };
  for (const one of place.next) propose(one, around, once);
  return [...found.first, ...found.word, ...found.clause];
}

/** Names and values come before the words of the language, and what begins anew comes last. */
type Rank = "first" | "word" | "clause";
type Once = (group: string, proposals: () => Proposal[], rank?: Rank) => void;

function propose({ type, rules }: NextToken, around: Surroundings, once: Once): void {
  const rule = rules.at(-1) ?? "";
  const parent = rules.at(-2) ?? "";
  const { inText } = around.place;
  switch (rule) {
    case "path":
      if (type === kinds.PathKey) once("member", () => memberProposals(around));
      else if (type === kinds.FieldWord && !inText) once("start", () => startProposals(around, useOf(parent, around)));
      return;
    case "operand":
    case "listItem":
      return type === kinds.AnyLiteral ? once("literal", () => literalProposals(around, rule)) : undefined;
    case "plainData":
      return once("data", () => dataValueProposals(around));
    case "dataWord":
      return type === kinds.FieldWord ? once("data", () => dataValueProposals(around)) : undefined;
    case "alertEntry":
      return proposeInAlert(type === kinds.When, type === kinds.AnyWord, around, once);
    case "jsonMember":
      return type === kinds.JsonKey ? once("key", () => jsonKeyProposals(around)) : undefined;
    case "jsonValue":
      return type === kinds.JsonScalar ? once("json", () => jsonValueProposals(around)) : undefined;
    case "importDeclaration":
      if (type === kinds.AnyText) return once("import", () => importProposals(around));
  }
  if (!inText) proposeWords({ type, rules }, around, once);
}

/** What is no text. */
function proposeWords({ type, rules }: NextToken, around: Surroundings, once: Once): void {
  const rule = rules.at(-1) ?? "";
  const parent = rules.at(-2) ?? "";
  const isKeyword = type.LABEL === `\`${type.name.toLowerCase()}\``;
  if (parent === "clause" && isFirstOf(rule, type.name))
    return isOver(around.place) ? once("clause", () => clauseProposals(around), "clause") : undefined;
  switch (rule) {
    case "dataEntry":
      return type === kinds.AnyWord ? once("data key", () => keyProposals(around)) : undefined;
    case "relation":
    case "wordRelation":
    case "state":
      return touches(around) ? undefined : once("operator", () => operatorProposals(around));
    case "comparison":
      return once("nocase", () => nocaseProposals(around));
    case "sourceClause":
      if (around.place.before.at(-1)?.tokenType !== kinds.SourceWord) return;
      return once("source", () => [
        { ...wordProposal("source", "aws.cloudtrail"), label: "aws.cloudtrail", kind: "value", detail: "log" },
      ]);
    case "patchedEvent":
    case "testInput":
      if (type === kinds.FieldWord) return once("event", () => eventProposals(around));
      break;
    case "jsonCall":
      return type === kinds.Json ? once("json call", () => [wordProposal("json", "json(")], "word") : undefined;
  }
  if (isKeyword && ((type !== kinds.And && type !== kinds.Or) || isOver(around.place)))
    once(type.name, () => [wordFor(type.name, around)], "word");
}

/** May what stands before the place be finished? */
const isOver = ({ source, before }: Place) =>
  before.at(-1)?.tokenType === kinds.LeftBrace || canEnd({ source, tokens: before }, before.length - 1);

/** Is it the word that a kind of clause begins with? */
function isFirstOf(rule: string, name: string): boolean {
  if (rule === "dataEntry" || rule === "platformClause") return name === "AnyWord" || name === "Identifier";
  const first = rule.replace(/Clause$|Declaration$/, "");
  return name.toLowerCase() === first;
}

function wordFor(name: string, around: Surroundings): Proposal {
  const word = name.toLowerCase();
  const operators = ["and", "or", "not", "any", "all"];
  const needsBlank = touches(around) && isOver(around.place);
  return wordProposal(word, `${needsBlank ? " " : ""}${word} `, operators.includes(word) ? "operator" : "word");
}

function proposeInAlert(isWhen: boolean, isKey: boolean, around: Surroundings, once: Once): void {
  if (isWhen) {
    const key = dataPlace(around.place.before, true).keys.at(-1) ?? "";
    if (["title", "key", "severity"].includes(key)) once("when", () => [wordProposal("when")]);
  } else if (isKey) once("data key", () => keyProposals(around));
  else once("data", () => dataValueProposals(around));
}

function useOf(parent: string, around: Surroundings): PathUse {
  if (parent === "quantified") return "list";
  if (parent === "listItem") return "named list";
  if (parent !== "operand") return parent === "value" || parent === "jsonCall" ? "value" : "condition";
  const operator = comparisonAt(around.location, around.place.at)?.operator;
  if (operator === "==" || operator === "!=") return "equal";
  if (operator === "contains" || operator === "starts with" || operator === "ends with") return "operand";
  return operator === undefined || ["<", "<=", ">", ">="].includes(operator) ? "none" : "named list";
}

/** Values of the field on the left. */
function literalProposals(around: Surroundings, rule: "operand" | "listItem"): Proposal[] {
  const comparison = comparisonAt(around.location, around.place.at);
  const target = comparison && around.target(comparison.left);
  if (!comparison || !target || ["<", "<=", ">", ">=", "matches", "in cidr"].includes(comparison.operator)) return [];
  const wrap = rule === "operand" && ["in", "contains all"].includes(comparison.operator);
  return valuesOf(target, around).map((one) => valueProposal(one, around.place, wrap));
}
