/**
 * In: a field. Out: for each target which operators it can be asked with, and how faithfully. A rule is written for each
 * operator, checked and compiled like any other: what the checker refuses makes no sense for the field's type.
 */
import { Report } from "../diagnostics/problem.ts";
import type { Subject, ValueType } from "../ir/path.ts";
import { isAtom } from "../ir/predicate.ts";
import type { Rule } from "../ir/rule.ts";
import { checkProject } from "../project/compile-project.ts";
import { loadRules } from "../project/load-rules.ts";
import type { Project } from "../project/project.ts";
import type { Fidelity, FieldPlace, Target } from "../targets/target.ts";
import type { FoundField } from "./find-field.ts";

export interface TargetField {
  readonly target: Target;
  readonly place: FieldPlace;
  /** Operators of one fidelity for one reason. */
  readonly asked: readonly {
    readonly operators: readonly string[];
    readonly fidelity: Fidelity;
    readonly reason?: string;
  }[];
}

interface Probe {
  readonly operator: string;
  /** `TEXT` is a text that the field may hold, `PART` and `LIKE` are made of its beginning. */
  readonly right: string;
  /** The types that it is asked of; without them, all. */
  readonly types?: readonly ValueType[];
}

const PROBES: readonly Probe[] = [
  { operator: "==", right: "== TEXT" },
  { operator: "contains", right: "contains PART" },
  { operator: "starts with", right: "starts with PART" },
  { operator: "ends with", right: "ends with PART" },
  { operator: "like", right: "like LIKE" },
  { operator: "matches", right: "matches /^[a-z]+/" },
  { operator: "nocase", right: "== TEXT nocase" },
  { operator: "< a number", right: "< 10", types: ["integer", "number", "unknown"] },
  { operator: "< a time", right: "< 2026-11-22", types: ["timestamp", "unknown"] },
  { operator: "in cidr", right: 'in cidr ["192.0.2.0/24"]', types: ["address", "unknown"] },
  { operator: "is ip", right: "is ip", types: ["address", "unknown"] },
  { operator: "exists", right: "exists" },
];

function sampleOf({ field, derived, type }: FoundField): string {
  const sample = field?.example ?? field?.values?.[0] ?? derived?.values?.[0];
  return sample ?? (type === "boolean" ? "true" : "example");
}

function ruleFor(found: FoundField, right: string, index: number): string {
  const text = sampleOf(found);
  const condition = right
    .replace("TEXT", () => JSON.stringify(text))
    .replace("PART", () => JSON.stringify(text.slice(0, 4)))
    .replace("LIKE", () => JSON.stringify(`${text.slice(0, 3)}*`));
  return `rule Probe.P${index} { title = "A probe" description = "A probe." severity = low source aws.cloudtrail when ${found.path} ${condition} }\n`;
}

function subjectOf(rule: Rule): Subject | undefined {
  return isAtom(rule.when) ? rule.when.subject : undefined;
}

export async function probeField(found: FoundField, project: Project): Promise<readonly TargetField[]> {
  const silent = new Report();
  const wanted = PROBES.filter(({ types }) => types?.includes(found.type) ?? true);
  const probes = wanted.flatMap(({ operator, right }, index) => {
    const given = [{ name: "<probe>", text: ruleFor(found, right, index) }];
    const loaded = loadRules(project, { folder: project.root, paths: [], given }, silent);
    const [rule] = checkProject(project, loaded, silent);
    const subject = rule && subjectOf(rule);
    return rule && subject ? [{ operator, rule, subject }] : [];
  });
  const [first] = probes;
  if (!first) return [];
  return Promise.all(
    project.targets.map(async (target) => ({
      target,
      place: (await target.describe()).describeField(first.subject),
      asked: grouped(probes.map(({ operator, rule }) => ({ operator, ...judged(target, rule, project) }))),
    })),
  );
}

function judged(
  target: Target,
  rule: Rule,
  project: Project,
): { readonly fidelity: Fidelity; readonly reason?: string } {
  const { fidelity, findings } = target.compile(rule, project.settings).judgement;
  const reasons = [...new Set(findings.filter((one) => one.fidelity !== "exact").map((one) => one.reason))];
  return reasons.length > 0 ? { fidelity, reason: reasons.join(" ") } : { fidelity };
}

function grouped(
  answers: readonly { readonly operator: string; readonly fidelity: Fidelity; readonly reason?: string }[],
): TargetField["asked"] {
  const groups = new Map<string, { operators: string[]; fidelity: Fidelity; reason?: string }>();
  for (const { operator, ...answer } of answers) {
    const key = `${answer.fidelity} ${answer.reason ?? ""}`;
    const group = groups.get(key) ?? { operators: [], ...answer };
    group.operators.push(operator);
    groups.set(key, group);
  }
  return [...groups.values()];
}
