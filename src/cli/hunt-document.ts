/** In: what a hunt finds. Out: one JSON document, written as it is found: hits, rejected records, counts, problems. */
import type { HuntItem, HuntSummary } from "../cases/hunt.ts";
import { cleanJson } from "../diagnostics/clean-text.ts";
import { problemsAsJson } from "../diagnostics/render-json.ts";
import { compactJson } from "../ir/compact-json.ts";
import type { JsonObject } from "../ir/json.ts";
import { actorOf, textAt } from "./event-facts.ts";
import type { HuntPrinter } from "./hunt-printer.ts";
import type { Session } from "./session.ts";
import type { Output } from "./terminal.ts";

export class HuntDocument implements HuntPrinter {
  readonly #out: Output;
  readonly #session: Session;
  #items = 0;

  constructor(out: Output, session: Session) {
    this.#out = out;
    this.#session = session;
    out.write('{\n  "command": "hunt",\n  "found": [');
  }

  add(item: HuntItem): void {
    const separator = this.#items++ === 0 ? "\n    " : ",\n    ";
    this.#out.write(separator + cleanJson(item.kind === "hit" ? compactJson(hitOf(item)) : JSON.stringify(item)));
  }

  finish({ rules, logs, total }: HuntSummary): void {
    const rest = {
      rules: rules.map(({ rule, hits, alerts }) => ({
        id: rule.id,
        severity: rule.metadata.severity.value,
        hits,
        alerts,
      })),
      logs,
      total,
      ...problemsAsJson(this.#session.report.diagnostics),
    };
    const text = cleanJson(JSON.stringify(rest, null, 2));
    this.#out.write(`${this.#items === 0 ? "" : "\n  "}],${text.slice(1)}\n`);
  }
}

function hitOf({ rule, event, alert, log, place }: HuntItem & { readonly kind: "hit" }): JsonObject {
  const known = (values: { readonly [name: string]: string | undefined }) =>
    Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined));
  return {
    kind: "hit",
    rule: rule.id,
    severity: alert.severity,
    title: alert.title,
    key: alert.key,
    ...known({
      time: textAt(event, "eventTime"),
      event: textAt(event, "eventName"),
      eventID: textAt(event, "eventID"),
      actor: actorOf(event),
      sourceIPAddress: textAt(event, "sourceIPAddress"),
    }),
    context: alert.context.map(({ name, values }) => ({ name, values })),
    log,
    place,
  };
}
