/** In: a tree and a place in it. Out: the rule, the clause and the conditions that are around the place. */
import type { Span } from "../source/source.ts";
import type {
  AlertEntry,
  Clause,
  Comparison,
  Condition,
  EventDeclaration,
  LetDeclaration,
  RuleDeclaration,
  RuleFile,
  TuneDeclaration,
} from "../syntax/ast.ts";

export interface Location {
  /** A tune stands in for its rule. */
  readonly rule: RuleDeclaration | TuneDeclaration | undefined;
  readonly clause: Clause | LetDeclaration | EventDeclaration | undefined;
  readonly entry: AlertEntry | undefined;
  /** From the outermost on. */
  readonly conditions: readonly Condition[];
}

export const holds = (span: Span, at: number): boolean => span.start <= at && at <= span.end;

/** The last of those around the place: where one ends and the next begins, the next. */
function around<Node extends { readonly span: Span }>(nodes: readonly Node[], at: number): Node | undefined {
  return nodes.findLast((one) => holds(one.span, at));
}

export function locate(file: RuleFile, at: number): Location {
  const declaration = around(file.declarations, at);
  const rule = declaration?.kind === "rule" || declaration?.kind === "tune" ? declaration : undefined;
  const outside = declaration?.kind === "let" || declaration?.kind === "event" ? declaration : undefined;
  const clause = rule ? around(rule.clauses, at) : outside;
  const entry = clause?.kind === "alert" ? around(clause.entries, at) : undefined;
  const root = conditionOf(clause) ?? entry?.when;
  return { rule, clause, entry, conditions: root && holds(root.span, at) ? conditionsAt(root, at) : [] };
}

function conditionOf(clause: Location["clause"]): Condition | undefined {
  if (clause?.kind === "when" || clause?.kind === "unless") return clause.condition;
  if (clause?.kind !== "let") return undefined;
  const { value } = clause;
  return value.kind === "list" || value.kind === "lines" || value.kind === "coalesce" ? undefined : value;
}

export function partsOf(condition: Condition): readonly Condition[] {
  switch (condition.kind) {
    case "and":
    case "or":
      return condition.operands;
    case "not":
      return [condition.operand];
    case "grouped":
      return [condition.inner];
    case "quantified":
      return [condition.condition];
    case "comparison":
    case "reference":
    case "broken":
      return [];
  }
}

function conditionsAt(condition: Condition, at: number): readonly Condition[] {
  const inner = around(partsOf(condition), at);
  return [condition, ...(inner ? conditionsAt(inner, at) : [])];
}

/** The comparison whose right side the place is in. */
export function comparisonAt(location: Location, at: number): Comparison | undefined {
  const last = location.conditions.at(-1);
  return last?.kind === "comparison" && at >= last.operatorSpan.end ? last : undefined;
}
