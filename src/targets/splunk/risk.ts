/** Whom a detection's risk is counted for, what it came from, and what its message says: columns of the results. */
import type { Report } from "../../diagnostics/problem.ts";
import type { Span } from "../../source/source.ts";
import type { Block, RiskObject } from "./block.ts";
import { tokenInText, unknownOutput } from "./problems.ts";
import { riskScore } from "./rating.ts";
import type { Search } from "./search.ts";
import { isSayable } from "./value-expression.ts";

/** The risk message: each column's value by its token. */
export function messageOf(block: Block, search: Search, name: string, report: Report): string {
  const isOwn = block.text("message") !== undefined;
  const span = isOwn ? block.span("message") : (block.rule.alert.title[0]?.value.span ?? block.rule.span);
  const names = new Set(search.outputs.columns.map((one) => one.name));
  const parts = search.title.length > 0 ? search.title : [{ kind: "text", text: name } as const];
  for (const part of parts) {
    if (part.kind === "column") reportColumn(part.name, names, span, report);
    else if (!isSayable(part.text))
      report.add(tokenInText, { what: isOwn ? "message" : "alert's title", character: unsayableIn(part.text) }, span);
  }
  return parts.map((part) => (part.kind === "text" ? part.text : `$${part.name}$`)).join("");
}

function unsayableIn(text: string): string {
  const character = [...text].find((one) => !isSayable(one)) ?? "";
  return /^[$`]$/.test(character)
    ? character
    : `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

function reportColumn(name: string, names: ReadonlySet<string>, span: Span, report: Report): void {
  if (!names.has(name))
    report.add(unknownOutput, { name, names: [...names].map((one) => `\`${one}\``).join(", ") }, span);
}

export interface RiskParts {
  readonly riskObjects: readonly Required<RiskObject>[];
  readonly threatObjects: readonly RiskObject[];
}

const DEFAULT_THREATS: readonly RiskObject[] = [
  { field: "src", type: "ip_address" },
  { field: "user_agent", type: "http_user_agent" },
];

export function objectsOf(block: Block, search: Search, report: Report): RiskParts {
  const { severity, confidence } = block.rule.metadata;
  const names = new Set(search.outputs.columns.map((one) => one.name));
  for (const key of ["risk_objects", "threat_objects"]) {
    for (const one of block.objects(key) ?? []) reportColumn(one.field, names, block.span(key), report);
  }
  const score = riskScore(severity.value, confidence.value);
  const risk = block.objects("risk_objects") ?? [{ field: "user", type: "user" }];
  return {
    riskObjects: risk.map((one) => ({ field: one.field, type: one.type, score: one.score ?? score })),
    threatObjects: block.objects("threat_objects") ?? DEFAULT_THREATS.filter((one) => names.has(one.field)),
  };
}
