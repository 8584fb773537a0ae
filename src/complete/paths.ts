/** Names that a path may start with, and the members that may stand after a dot. */
import { resolveLet } from "../check/resolve-let.ts";
import type { Meaning } from "../check/scope.ts";
import { type ApiChild, membersBelow, sideOfPath } from "../schema/api-path.ts";
import { type DerivedDefinition, derivedFields } from "../schema/derived.ts";
import { type Field, recordFields } from "../schema/record.ts";
import { textOf } from "../source/source.ts";
import type { PathExpression } from "../syntax/ast.ts";
import { tokenEnd } from "../syntax/token-span.ts";
import * as kinds from "../syntax/tokens.ts";
import type { Proposal } from "./completion.ts";
import type { Surroundings, Target } from "./surroundings.ts";
import { tokensOfPath } from "./tokens-of-path.ts";

/** What the path is for: each use takes other `let`s and fields. */
export type PathUse = "condition" | "value" | "equal" | "operand" | "named list" | "list" | "none";

const letsOf: { readonly [U in PathUse]: readonly Meaning["kind"][] } = {
  condition: ["condition", "value", "broken"],
  value: ["value", "broken"],
  equal: ["value", "broken"],
  operand: ["list", "value", "broken"],
  "named list": ["list", "broken"],
  list: [],
  none: [],
};

const typeOf = (field: Field) => (field.isList ? `list of ${field.type}` : field.type);

function fieldProposal(field: Field, before = "", takes?: number): Proposal {
  const example = field.example ? `\n\nFor example \`${field.example}\`.` : "";
  return {
    label: field.name,
    kind: "field",
    insert: before + field.name + (field.isList ? "[]" : ""),
    documentation: field.documentation + example,
    detail: typeOf(field),
    ...(takes === undefined ? {} : { takes }),
  };
}

const derivedProposal = ({ name, type, documentation }: DerivedDefinition): Proposal => ({
  label: name,
  kind: "field",
  insert: name,
  documentation,
  detail: `derived ${type}`,
});

const shorten = (text: string) => (text.length > 200 ? `${text.slice(0, 200)}…` : text).replace(/\s+/g, " ");

function letProposals(around: Surroundings, use: PathUse): Proposal[] {
  const isOwn = (name: string) => around.location.clause?.kind === "let" && around.location.clause.name.text === name;
  return [...new Set(around.scope.letNames())].flatMap((name) => {
    const binding = around.scope.findLet(name);
    if (!binding || isOwn(name)) return [];
    const { kind } = resolveLet(binding, around.check);
    if (!letsOf[use].includes(kind)) return [];
    const { span, value } = binding.declaration;
    const detail = `${kind === "broken" ? "let" : kind} of ${span.source.path}`;
    return [{ label: name, kind: "name", insert: name, documentation: `\`${shorten(textOf(value.span))}\``, detail }];
  });
}

const isOpenObject = (field: Field) => field.type === "open" || (field.type === "object" && holdsList(field));
const holdsList = (field: Field): boolean => [...field.members.values()].some((one) => one.isList || isOpenObject(one));

/** What a path may start with here. */
export function startProposals(around: Surroundings, use: PathUse): Proposal[] {
  const lets = letProposals(around, use);
  if (use === "named list" || use === "none") return lets;
  const variables = [...new Set(around.scope.variableNames())].map(
    (name): Proposal => ({
      label: name,
      kind: "name",
      insert: name,
      documentation:
        `The element of the list that the quantifier looks at. ${around.scope.findVariable(name)?.field?.documentation ?? ""}`.trim(),
      detail: "element",
    }),
  );
  const fields = [...recordFields().values()];
  if (use === "list") return fields.filter((one) => one.isList || isOpenObject(one)).map((one) => fieldProposal(one));
  const derived = [...derivedFields.values()].map(derivedProposal);
  const own = [...variables, ...lets];
  const names = fields.map((one) => fieldProposal(one));
  return use === "operand" || use === "equal" ? [...own, ...names, ...derived] : [...names, ...derived, ...own];
}

const plainName = /^[A-Za-z_][A-Za-z0-9_]*$/;

function parameterProposal(child: ApiChild, names: string, around: Surroundings): Proposal {
  const { inText } = around.place;
  const isPlain = plainName.test(child.name) && !inText;
  const text = inText ? child.name : isPlain ? child.name : JSON.stringify(child.name);
  const type = child.type === "structure" || child.type === "open" ? "object" : child.type;
  return {
    label: child.name,
    kind: "parameter",
    insert: text + (inText ? "" : child.intoList),
    documentation: `Member of ${names}, as CloudTrail writes it.`,
    detail: child.intoList ? `list of ${type}` : type,
  };
}

/** The members that AWS's model has below the path, of any operation that may be meant. */
export function childrenOf(target: Pick<Target, "steps">, around: Pick<Surroundings, "operations">) {
  const side = sideOfPath(target.steps);
  if (!side) return [];
  const found = new Map<string, { readonly child: ApiChild; readonly names: Set<string> }>();
  for (const operation of around.operations())
    for (const child of membersBelow(operation, side, target.steps.slice(1))) {
      const known = found.get(child.name);
      if (known) known.names.add(operation.name);
      else found.set(child.name, { child, names: new Set([operation.name]) });
    }
  return [...found.values()].map(({ child, names }) => ({ child, names: namesOf([...names]) }));
}

function namesOf(names: readonly string[]): string {
  const shown = names.slice(0, 3).map((name) => `\`${name}\``);
  return names.length > 3 ? `${shown.join(", ")} and ${names.length - 3} more` : shown.join(", ");
}

/** What may stand after the dot. */
export function memberProposals(around: Surroundings): Proposal[] {
  const { before } = around.place;
  const dot = before.at(-1);
  const path = dot?.tokenType === kinds.Dot ? pathBefore(around, before.length - 1) : undefined;
  const target = path && around.target(path);
  if (!dot || !target) return [];
  const { field } = target;
  if (field?.type !== "object")
    return childrenOf(target, around).map(({ child, names }) => parameterProposal(child, names, around));
  // The dot moves behind the brackets that are missing.
  const members = [...field.members.values()];
  if (target.isList && !around.place.inText) {
    const takes = around.place.replace.start - dot.startOffset;
    return members.map((one) => fieldProposal(one, "[].", takes));
  }
  return around.place.inText ? [] : members.map((one) => fieldProposal(one));
}

/** The path that ends before the token at `end`. */
export function pathBefore(around: Surroundings, end: number): PathExpression | undefined {
  return tokensOfPath(around.place.source, around.place.before, end);
}

/** Is the place right behind a token, without a blank? */
export function touches(around: Surroundings): boolean {
  const last = around.place.before.at(-1);
  return last !== undefined && tokenEnd(last) === around.place.replace.start;
}
