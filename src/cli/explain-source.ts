/** In: an event source. Out: its page: how many operations it has, and which of them rules name. */
import { digits, numberOf } from "../diagnostics/order.ts";
import type { Paint } from "../diagnostics/paint.ts";
import { overlaySources } from "../schema/api-overlay.ts";
import { shortSource } from "../schema/event-source.ts";
import { rulesNaming } from "./explain-operation.ts";
import { headLine, type Page, rulesLines, table } from "./explain-page.ts";
import { knownOperations } from "./find-operation.ts";
import type { KnownRules } from "./known-rules.ts";

export function explainSource(source: string, known: KnownRules, paint: Paint): Page {
  const model = knownOperations();
  const operations = [...model.operationsOf(source).values()].flatMap((found) => found.slice(0, 1));
  const reading = operations.filter((one) => one.reads === true).length;
  const changing = operations.filter((one) => one.reads === false).length;
  const named = operations
    .map(({ name }) => ({ name, rules: rulesNaming(known, source, name) }))
    .filter((one) => one.rules.length > 0);
  const asking = known.idsWhere(({ sources }) => sources.has(source));
  const overlay = overlaySources().get(shortSource(source));
  const unsaid = operations.length - reading - changing;
  const count = `${digits(operations.length)}: ${digits(reading)} only read, ${digits(changing)} change something${unsaid > 0 ? `, of ${digits(unsaid)} it isn't documented` : ""}`;
  const rows: (readonly [string, string])[] = [["operations", count]];
  if (!model.isClosed(source)) rows.push(["open", "it records operations that are not listed here"]);
  if (overlay?.events) rows.push(["beside them", overlay.events.map((one) => one.name).join(", ")]);
  if (overlay) rows.push(["known from", overlay.from.join("; ")]);
  const lines = [
    headLine(source, "an event source", paint),
    "",
    ...table(rows),
    "",
    ...rulesLines("In the condition of", asking, paint),
    ...(named.length > 0 ? ["", paint.bold(`Operations that rules name: ${digits(named.length)}`)] : []),
    ...table(named.map((one) => [one.name, numberOf(one.rules.length, "rule")])),
    ...known.caution,
    "",
    `\`tocsin explain ${shortSource(source)}:${named[0]?.name ?? operations[0]?.name ?? "NAME"}\` explains one of its operations.`,
  ];
  const data = {
    source: {
      name: source,
      operations: { count: operations.length, reading, changing },
      open: !model.isClosed(source),
      names: operations.map((one) => one.name),
    },
    rules: { asking, naming: Object.fromEntries(named.map((one) => [one.name, one.rules])) },
  };
  return { what: "an event source", lines, data };
}
