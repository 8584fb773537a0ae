/** In: an operation of an event source, or a name that several have. Out: its page: what it takes and returns, and the rules that name it. */
import { cleanText } from "../diagnostics/clean-text.ts";
import { numberOf } from "../diagnostics/order.ts";
import type { Paint } from "../diagnostics/paint.ts";
import { type ApiOperation, type ApiSide, undated } from "../schema/api-model.ts";
import { overlaySources } from "../schema/api-overlay.ts";
import { hasNoResponse } from "../schema/api-path.ts";
import type { ApiType } from "../schema/api-structure.ts";
import { type ApiNode, type ApiTree, apiTree } from "../schema/api-tree.ts";
import { shortSource } from "../schema/event-source.ts";
import { headLine, type Page, rulesLines, table, WIDTH, wrap } from "./explain-page.ts";
import { type FoundOperations, operationsAt } from "./find-operation.ts";
import type { KnownRules } from "./known-rules.ts";

const MOST_LINES = 60;
const WIDEST = 40;

/** The ids of the rules that compare `eventName` with the name, and ask for no other source. */
export function rulesNaming(known: KnownRules, source: string, name: string): readonly string[] {
  const bare = undated(name);
  return known.idsWhere(
    ({ names, sources }) =>
      (sources.size === 0 || sources.has(source)) && [...names].some((one) => one === name || undated(one) === bare),
  );
}

/** The page of an operation, or of a name that several sources have. */
export function explainOperation({ name, sources }: FoundOperations, known: KnownRules, paint: Paint): Page {
  const [source, ...others] = sources;
  if (source !== undefined && others.length === 0) return onePage(source, name, known, paint);
  const rows = sources
    .map((one) => ({ source: one, name, rules: rulesNaming(known, one, name) }))
    .sort((a, b) => b.rules.length - a.rules.length);
  const what = `an operation of ${numberOf(rows.length, "source")}`;
  const lines = [
    headLine(name, what, paint),
    "",
    ...table(
      rows.map((one) => [
        `${shortSource(one.source)}:${name}`,
        one.rules.length > 0 ? numberOf(one.rules.length, "rule") : "",
      ]),
    ),
    "",
    `\`tocsin explain ${shortSource(rows[0]?.source ?? "")}:${name}\` explains one of them.`,
  ];
  return { what, lines, data: { operation: { name, sources: rows } } };
}

function onePage(source: string, name: string, known: KnownRules, paint: Paint): Page {
  const [operation] = operationsAt(source, name);
  if (!operation) throw new Error(`compiler bug: ${source} has no operation ${name}`);
  const what = operation.service === "overlay" ? `an event of ${source}` : `an operation of ${source}`;
  const rules = rulesNaming(known, source, name);
  const request = apiTree(operation, "requestParameters");
  const response = apiTree(operation, "responseElements");
  const lines = [
    headLine(`${shortSource(source)}:${name}`, what, paint),
    "",
    ...table(rowsOf(operation)),
    "",
    ...sideLines("requestParameters", request, operation, paint),
    "",
    ...sideLines("responseElements", response, operation, paint),
    ...notes(operation),
    "",
    ...rulesLines("Named by", rules, paint),
    ...known.caution,
  ];
  const { service, protocol, reads, eventType } = operation;
  const data = {
    operation: {
      name,
      source,
      service,
      ...(service === "overlay" ? {} : { protocol }),
      ...(reads === undefined ? {} : { reads }),
      ...(eventType === undefined ? {} : { eventType }),
      requestParameters: request,
      responseElements: hasNoResponse(operation) ? { members: [], common: [] } : response,
    },
    rules: { naming: rules },
  };
  return { what, lines, data };
}

function rowsOf({ reads, service, protocol, eventType, source }: ApiOperation): readonly (readonly [string, string])[] {
  const from = overlaySources().get(shortSource(source))?.from ?? [];
  return [
    ["does", reads === undefined ? "reads or changes: not documented" : reads ? "only reads" : "changes something"],
    ...(service === "overlay"
      ? [["known from", from.join("; ")] as const]
      : [["service", `${service}, protocol ${protocol}`] as const]),
    ...(eventType === undefined ? [] : [["eventType", eventType] as const]),
  ];
}

function sideLines(side: ApiSide, tree: ApiTree, operation: ApiOperation, paint: Paint): readonly string[] {
  const heading = paint.bold(side);
  if (side === "responseElements" && hasNoResponse(operation))
    return [`${heading}  none: CloudTrail records no response of what only reads.`];
  const common =
    tree.common.length > 0 ? `Beside them, as for every operation of the source: ${tree.common.join(", ")}.` : "";
  const rest = wrap(cleanText(common), WIDTH, "  ").map(paint.dim);
  if (tree.members.length > 0)
    return [heading, ...treeLines(tree.members, depthFor(tree.members), "  ", paint), ...rest];
  return [
    `${heading}  ${operation.service === "overlay" ? "not documented; any member may stand there." : "none."}`,
    ...rest,
  ];
}

/** As deep as the page stays readable. */
function depthFor(nodes: readonly ApiNode[]): number {
  const count = (some: readonly ApiNode[], depth: number): number =>
    some.reduce((sum, one) => sum + 1 + (depth > 1 ? count(one.members, depth - 1) : 0), 0);
  return [3, 2].find((depth) => count(nodes, depth) <= MOST_LINES) ?? 1;
}

function treeLines(nodes: readonly ApiNode[], depth: number, indent: string, paint: Paint): readonly string[] {
  const width = Math.min(WIDEST, Math.max(...nodes.map((one) => one.path.length)));
  return nodes.flatMap((node) => {
    const opened = depth > 1 && node.members.length > 0;
    return [
      `${indent}${cleanText(node.path).padEnd(width)}  ${paint.dim(typeOf(node, opened))}`,
      ...(opened ? treeLines(node.members, depth - 1, `${indent}  `, paint) : []),
    ];
  });
}

const NAMES: { readonly [T in ApiType]?: string } = {
  structure: "object",
  open: "object of any members",
  bytes: "text (bytes)",
};

function typeOf({ type, isList, isAdded, count }: ApiNode, opened: boolean): string {
  const name = NAMES[type] ?? type;
  const list = isList ? `list of ${type === "open" ? "objects of any members" : `${name}s`}` : name;
  const more = count > 0 && !opened ? `, ${numberOf(count, "member")}` : "";
  return `${list}${more}${isAdded ? " (added by CloudTrail)" : ""}`;
}

function notes({ protocol, name, service }: ApiOperation): readonly string[] {
  if (service === "overlay" || protocol !== "ec2") return [];
  return [
    "",
    ...wrap(
      `EC2 spells lists in several ways (\`instancesSet.items[]\`, \`instanceIdSet.items[]\`), and some of its newer operations stand below \`${name}Request\`: look at an event of it.`,
      WIDTH,
    ),
  ];
}
