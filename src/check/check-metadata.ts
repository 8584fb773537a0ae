/** In: a rule's data entries. Out: its metadata, with defaults and the place of each value. */

import { nearestNames } from "../diagnostics/nearest.ts";
import type { Metadata, RuleConfidence, RuleSeverity, RuleStatus, Written } from "../ir/rule.ts";
import type { DataEntry, DataValue, RuleDeclaration } from "../syntax/ast.ts";
import { checkAttack } from "./check-attack.ts";
import { checkData } from "./check-data.ts";
import type { FileCheck } from "./context.ts";
import validateMetadata from "./metadata.validate.generated.ts";
import { unknownPlatform, wrongData } from "./problems-names.ts";

/** Data that people write as text: a bare word there is a slip, not a text without quotes. */
const TEXTS = new Set([
  "title",
  "description",
  "author",
  "license",
  "tags",
  "references",
  "false_positives",
  "runbook",
]);

function refuseWords(entry: DataEntry, check: FileCheck): boolean {
  if (!TEXTS.has(entry.name.text)) return false;
  const values: readonly DataValue[] = entry.value.kind === "dataList" ? entry.value.items : [entry.value];
  const words = values.filter(
    (value) => value.kind === "word" || value.kind === "attack" || value.kind === "time" || value.kind === "duration",
  );
  for (const word of words) {
    const fixes = [
      {
        title: "Put it in quotes",
        span: word.span,
        text: `"${word.span.source.text.slice(word.span.start, word.span.end)}"`,
      },
    ];
    check.report.add(wrongData, { name: entry.name.text, reason: "is a text, in quotes" }, word.span, { fixes });
  }
  return words.length > 0;
}

function writtenList(entry: DataEntry | undefined): readonly Written<string>[] {
  if (entry?.value.kind !== "dataList") return [];
  return entry.value.items.flatMap((item) => {
    if (item.kind === "text") return [{ value: item.value, span: item.span }];
    if (item.kind === "word") return [{ value: item.text, span: item.span }];
    return [];
  });
}

function refuseUnknownTargets(targets: readonly Written<string>[], check: FileCheck): void {
  for (const target of targets) {
    if (check.platforms.has(target.value)) continue;
    const nearest = nearestNames(target.value, check.platforms.keys());
    check.report.add(unknownPlatform, { name: target.value, nearest }, target.span);
  }
}

/** The metadata; nothing where it is wrong. */
export function checkMetadata(
  entries: readonly DataEntry[],
  declaration: RuleDeclaration,
  check: FileCheck,
): Metadata | undefined {
  const refused = entries.filter((entry) => refuseWords(entry, check)).length > 0;
  const data = checkData(entries, validateMetadata, "The rule", declaration.id.span, check);
  const entryOf = (name: string) => entries.find((entry) => entry.name.text === name);
  const attack = checkAttack(entryOf("attack"), check);
  const targets = writtenList(entryOf("targets"));
  refuseUnknownTargets(targets, check);
  if (refused || !data.valid) return undefined;
  const written = <Value>(name: string): Written<Value> | undefined => {
    const span = data.spans[name];
    return span && { value: data.values[name] as Value, span };
  };
  const orElse = <Value>(name: string, value: Value): Written<Value> =>
    written<Value>(name) ?? { value, span: declaration.id.span };
  const optional = <K extends string>(key: K, value: Written<string> | undefined) =>
    (value ? { [key]: value } : {}) as { [P in K]?: Written<string> };
  const ofProject = (value: string | undefined, name: string) =>
    written<string>(name) ?? (value === undefined ? undefined : { value, span: declaration.id.span });
  return {
    title: written<string>("title") as Written<string>,
    description: written<string>("description") as Written<string>,
    severity: written<RuleSeverity>("severity") as Written<RuleSeverity>,
    confidence: orElse<RuleConfidence>("confidence", "medium"),
    status: orElse<RuleStatus>("status", "test"),
    ...optional("author", ofProject(check.defaults.author, "author")),
    ...optional("license", ofProject(check.defaults.license, "license")),
    ...optional("created", written<string>("created")),
    ...optional("modified", written<string>("modified") ?? written<string>("created")),
    version: orElse("version", 1),
    tags: writtenList(entryOf("tags")),
    attack,
    references: writtenList(entryOf("references")),
    falsePositives: writtenList(entryOf("false_positives")),
    ...optional("runbook", written<string>("runbook")),
    enabled: (data.values.enabled as boolean | undefined) ?? true,
    signal: (data.values.signal as boolean | undefined) ?? false,
    formerly: writtenList(entryOf("formerly")).map((one) => one.value),
    ...(targets.length > 0 ? { targets } : {}),
  };
}
