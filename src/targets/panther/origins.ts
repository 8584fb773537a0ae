/** In: an emitted file's text. Out: which line starts what, for a validator's complaint about it or a line below it. */
import type { Rule } from "../../ir/rule.ts";
import type { Span } from "../../source/source.ts";
import type { PackFile } from "../target.ts";

type Origins = NonNullable<PackFile["origins"]>;

/** Looks at the starts of lines only; those that are indented start nothing. */
function originsIn(text: string, start: RegExp, spans: ReadonlyMap<string, Span | undefined>): Origins {
  const origins: { line: number; span: Span }[] = [];
  let line = 1;
  for (let at = 0; at < text.length; line++) {
    const end = text.indexOf("\n", at);
    if (text[at] !== " ") {
      const span = spans.get(start.exec(text.slice(at, end))?.[1] ?? "");
      if (span) origins.push({ line, span });
    }
    at = end + 1;
  }
  return origins;
}

export function moduleOrigins(text: string, rule: Rule): Origins {
  const { alert } = rule;
  return originsIn(
    text,
    /^def (\w+)\(/,
    new Map([
      ["rule", rule.condition.origin],
      ["title", alert.title[0]?.value.span],
      ["description", alert.description?.span],
      ["dedup", alert.key?.[0]?.value[0]?.origin],
      ["severity", alert.severity[0]?.when?.origin],
    ]),
  );
}

export function documentOrigins(text: string, rule: Rule): Origins {
  const { title, severity, description, runbook, status, references, tags, attack } = rule.metadata;
  const spans = new Map([
    ["AnalysisType", rule.span],
    ["DisplayName", title.span],
    ["Tags", tags[0]?.span],
    ["Reports", attack[0]?.span],
    ["Status", status.span],
    ["Severity", severity.span],
    ["Description", description.span],
    ["Runbook", runbook?.span],
    ["Reference", references[0]?.span],
    ["DedupPeriodMinutes", rule.alert.suppress?.span],
    ["Tests", rule.tests[0]?.span],
  ]);
  return originsIn(text, /^(\w+):/, spans);
}
