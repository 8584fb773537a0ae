/** What may stand next in a rule: its clauses in their order, and its data. In a tune the order is free. */
import { CLAUSE_ORDER, rankOf, TUNE_CLAUSES } from "../check/clauses.ts";
import { meaningOf, type Proposal } from "./completion.ts";
import { keyProposals } from "./data.ts";
import type { Surroundings } from "./surroundings.ts";

type ClauseKind = (typeof CLAUSE_ORDER)[number];

const mayStandTwice = new Set<ClauseKind>(["data", "let", "platform", "event", "test"]);
const inserted: { readonly [K in ClauseKind]?: string } = { source: "source aws.cloudtrail", alert: "alert {" };

/** The kinds of clauses that keep the order with those before and behind the place, and aren't there yet. */
function kindsAt(around: Surroundings): readonly ClauseKind[] {
  const { rule } = around.location;
  const { at } = around.place;
  const clauses = (rule?.clauses ?? []).filter((one) => one.kind !== "broken");
  const given = new Set(clauses.map((one) => one.kind));
  if (rule?.kind === "tune")
    return CLAUSE_ORDER.filter((kind) => TUNE_CLAUSES.includes(kind) && (mayStandTwice.has(kind) || !given.has(kind)));
  const ranks = (side: "before" | "behind") =>
    clauses.filter((one) => one.span.start < at === (side === "before")).map(rankOf);
  const least = Math.max(0, ...ranks("before"));
  const most = Math.min(CLAUSE_ORDER.length, ...ranks("behind"));
  return CLAUSE_ORDER.filter(
    (kind, rank) => rank >= least && rank <= most && (mayStandTwice.has(kind) || !given.has(kind)),
  );
}

function platformProposals(around: Surroundings): Proposal[] {
  const given = new Set(
    (around.location.rule?.clauses ?? []).flatMap((one) => (one.kind === "platform" ? [one.name.text] : [])),
  );
  return [...around.context.platforms]
    .filter(([name]) => !given.has(name))
    .map(([name, { description }]) => ({
      label: name,
      kind: "platform",
      insert: `${name} {`,
      documentation: description ?? name,
      detail: "platform",
    }));
}

export function clauseProposals(around: Surroundings): Proposal[] {
  return kindsAt(around).flatMap((kind): Proposal[] => {
    if (kind === "data") return keyProposals(around);
    if (kind === "platform") return platformProposals(around);
    const insert = inserted[kind] ?? `${kind} `;
    return [{ label: kind, kind: "word", insert, documentation: meaningOf(kind), detail: "clause" }];
  });
}
