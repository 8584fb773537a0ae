/** In: a rule's clauses as written. Out: the same by kind, with what stands twice or out of order reported. */
import type {
  AlertClause,
  Clause,
  DataEntry,
  EventDeclaration,
  LetDeclaration,
  PlatformClause,
  RuleDeclaration,
  SourceClause,
  TestDeclaration,
  UnlessClause,
  WhenClause,
} from "../syntax/ast.ts";
import type { FileCheck } from "./context.ts";
import { clauseOrder, givenTwice, missingData } from "./problems-names.ts";

export interface Clauses {
  readonly data: readonly DataEntry[];
  readonly source: SourceClause | undefined;
  readonly lets: readonly LetDeclaration[];
  readonly when: WhenClause | undefined;
  readonly unless: UnlessClause | undefined;
  readonly alert: AlertClause | undefined;
  readonly platforms: readonly PlatformClause[];
  readonly events: readonly EventDeclaration[];
  readonly tests: readonly TestDeclaration[];
  /** Could some clause not be read? Then nothing is said to be missing. */
  readonly broken: boolean;
}

/** The kinds of clauses in their order. */
export const CLAUSE_ORDER = ["data", "source", "let", "when", "unless", "alert", "platform", "event", "test"] as const;
/** What a tune takes of them, in any order. */
export const TUNE_CLAUSES: readonly string[] = ["data", "let", "unless", "event", "test"];
export const rankOf = (clause: Clause): number => CLAUSE_ORDER.indexOf(clause.kind as (typeof CLAUSE_ORDER)[number]);

/** As people call the clause. */
export function labelOf(clause: Clause): string {
  if (clause.kind === "data" || clause.kind === "platform") return clause.name.text;
  return clause.kind;
}

function refuseDisorder(clauses: readonly Clause[], check: FileCheck): void {
  let latest: Clause | undefined;
  for (const clause of clauses) {
    if (clause.kind === "broken") continue;
    if (latest && rankOf(clause) < rankOf(latest)) {
      const related = [{ message: `\`${labelOf(latest)}\` stands here`, span: latest.span }];
      check.report.add(clauseOrder, { clause: labelOf(clause), before: labelOf(latest) }, clause.span, { related });
    } else latest = clause;
  }
}

function refuseRepeats(clauses: readonly Clause[], check: FileCheck): void {
  const first = new Map<string, Clause>();
  for (const clause of clauses) {
    if (!["source", "when", "unless", "alert", "platform"].includes(clause.kind)) continue;
    const label = labelOf(clause);
    const earlier = first.get(label);
    if (earlier)
      check.report.add(givenTwice, { name: label }, clause.span, {
        related: [{ message: "first given here", span: earlier.span }],
      });
    else first.set(label, clause);
  }
}

/** The clauses of a rule. */
export function sortClauses(declaration: RuleDeclaration, check: FileCheck): Clauses {
  refuseDisorder(declaration.clauses, check);
  const sorted = clausesByKind(declaration.clauses, check);
  const { broken, source, when } = sorted;
  if (!broken && !source) check.report.add(missingData, { name: "source", where: "The rule" }, declaration.id.span);
  if (!broken && !when) check.report.add(missingData, { name: "when", where: "The rule" }, declaration.id.span);
  return sorted;
}

/** Clauses by kind, in whatever order they stand. */
export function clausesByKind(clauses: readonly Clause[], check: FileCheck): Clauses {
  refuseRepeats(clauses, check);
  const byKind = new Map<Clause["kind"], Clause[]>();
  for (const clause of clauses) {
    const same = byKind.get(clause.kind);
    if (same) same.push(clause);
    else byKind.set(clause.kind, [clause]);
  }
  const ofKind = <K extends Clause["kind"]>(kind: K) =>
    (byKind.get(kind) ?? []) as readonly Clause[] as readonly Extract<Clause, { kind: K }>[];
  return {
    data: ofKind("data"),
    source: ofKind("source")[0],
    lets: ofKind("let"),
    when: ofKind("when")[0],
    unless: ofKind("unless")[0],
    alert: ofKind("alert")[0],
    platforms: ofKind("platform"),
    events: ofKind("event"),
    tests: ofKind("test"),
    broken: byKind.has("broken"),
  };
}
