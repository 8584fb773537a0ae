/**
 * In: a rule, what a target emitted for it, an open engine, and events. Out: one cell of the verdict table: does the
 * engine, running the emitted text, say what the interpreter says of every event?
 */
import type { JsonObject } from "../ir/json.ts";
import type { Predicate } from "../ir/predicate.ts";
import type { Rule } from "../ir/rule.ts";
import { showPredicate } from "../ir/show.ts";
import { compileCondition } from "../semantics/compile-condition.ts";
import { type EngineVerdict, NotRunHere, type OpenEngine } from "../targets/engine.ts";
import type { DeviationId, PackFile, PackSettings, Target, TargetRule } from "../targets/target.ts";
import { deviationFor } from "./deviations.ts";

/** An event and where it comes from: a test's name, or what a witness shows. */
export interface VerifyCase {
  readonly about: string;
  readonly event: JsonObject;
}

export interface Difference {
  readonly about: string;
  readonly event: JsonObject;
  /** The interpreter's verdict. */
  readonly expected: boolean;
  /** The engine's, or why it gave none. */
  readonly found: boolean | string;
  /** The smallest part of the condition on which the two still differ, as text. */
  readonly smallest?: string;
}

/** What came out for one rule on one engine. */
export type Cell =
  | {
      readonly status: "agrees" | "differs";
      readonly events: number;
      /** How often each declared deviation excused another verdict. */
      readonly deviations: { readonly [id in DeviationId]?: number };
      /** On how many events a rule that is accepted as wider (or narrower, or different) was so. */
      readonly accepted: number;
      readonly differences: readonly Difference[];
      /** Why it differs as a whole: text that can't be read, an acceptance that nothing shows. */
      readonly reason?: string;
    }
  | { readonly status: "impossible"; readonly reason: string }
  /** The engine is not to be asked about this rule. */
  | { readonly status: "not run"; readonly reason: string }
  | { readonly status: "not verified"; readonly reason: string };

export interface VerifyRequest {
  readonly rule: Rule;
  readonly target: Target;
  readonly emitted: TargetRule;
  readonly settings: PackSettings;
  readonly cases: readonly VerifyCase[];
}

const MOST_DIFFERENCES = 20;

/** Is another verdict within what the rule accepts in writing? */
function isAccepted(emitted: TargetRule, expected: boolean, found: boolean): boolean {
  const { fidelity } = emitted.judgement;
  if (fidelity === "wider") return !expected && found;
  if (fidelity === "narrower") return expected && !found;
  return fidelity === "different" && expected !== found;
}

/** What an engine's verdict on one event comes to beside the interpreter's. */
export type Weighed =
  | { readonly kind: "agrees" | "not run" }
  | { readonly kind: "excused"; readonly by: DeviationId }
  /** The engine's verdict, or why it gave none. */
  | { readonly kind: "differs"; readonly found: boolean | string };

/** Weighs a verdict. What an engine could not run is never excused; what the documentation leaves open may be declared. */
export function weighVerdict(
  verdict: EngineVerdict,
  expected: boolean,
  declared: readonly DeviationId[],
  condition: Predicate,
  event: JsonObject,
): Weighed {
  if ("alerts" in verdict && verdict.alerts === expected) return { kind: "agrees" };
  if ("error" in verdict && verdict.notRun) return { kind: "not run" };
  const mayDeviate = "alerts" in verdict || verdict.undocumented === true;
  const deviation = mayDeviate ? deviationFor(declared, condition, event) : undefined;
  if (deviation) return { kind: "excused", by: deviation.id };
  return { kind: "differs", found: "error" in verdict ? verdict.error : verdict.alerts };
}

/** One cell. The engine is open and stays open. */
export async function verifyRule(request: VerifyRequest, engine: OpenEngine): Promise<Cell> {
  const { rule, target, emitted, cases } = request;
  const { fidelity, findings } = emitted.judgement;
  if (fidelity === "impossible")
    return { status: "impossible", reason: findings.find((one) => one.fidelity === "impossible")?.reason ?? "" };
  if (emitted.files.length === 0)
    return { status: "impossible", reason: emitted.diagnostics[0]?.message ?? "it was not emitted" };
  const verdicts = await judge(engine, emitted.files, cases);
  if (verdicts instanceof NotRunHere) return { status: "not run", reason: verdicts.message };
  if (typeof verdicts === "string")
    return { status: "differs", events: 0, deviations: {}, accepted: 0, differences: [], reason: verdicts };
  const holds = compileCondition(rule.condition);
  const deviations: { [id in DeviationId]?: number } = {};
  const differences: Difference[] = [];
  let accepted = 0;
  let events = 0;
  for (const [index, { about, event }] of cases.entries()) {
    const expected = holds(event);
    const weighed = weighVerdict(verdicts[index] as EngineVerdict, expected, target.deviations, rule.condition, event);
    if (weighed.kind !== "not run") events++;
    if (weighed.kind === "excused") deviations[weighed.by] = (deviations[weighed.by] ?? 0) + 1;
    if (weighed.kind !== "differs") continue;
    const { found } = weighed;
    if (typeof found === "boolean" && isAccepted(emitted, expected, found)) accepted++;
    else if (differences.length < MOST_DIFFERENCES) differences.push({ about, event, expected, found });
  }
  for (const [index, difference] of differences.slice(0, 3).entries()) {
    const smallest = await smallestDifference(request, engine, difference.event);
    if (smallest) differences[index] = { ...difference, smallest };
  }
  const unshown = fidelity !== "exact" && fidelity !== "aligned" && accepted === 0 && cases.length > 0;
  return {
    status: differences.length > 0 || unshown ? "differs" : "agrees",
    events,
    deviations,
    accepted,
    differences,
    ...(unshown ? { reason: `it is accepted as ${fidelity}, and no event shows that it is` } : {}),
  };
}

/** The engine's verdicts, or why the text can't be run. */
async function judge(
  engine: OpenEngine,
  files: readonly PackFile[],
  cases: readonly VerifyCase[],
): Promise<readonly EngineVerdict[] | NotRunHere | string> {
  try {
    const loaded = await engine.load(files);
    return await loaded.judge(cases.map((one) => one.event));
  } catch (error) {
    if (error instanceof NotRunHere) return error;
    return `the engine can't read what was emitted: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function partsOf(predicate: Predicate): readonly Predicate[] {
  if (predicate.kind === "all" || predicate.kind === "any") return predicate.operands;
  return predicate.kind === "not" ? [predicate.operand] : [];
}

/** Goes down into the part that still differs on the event, emitted alone, until none of its parts does. */
async function smallestDifference(
  request: VerifyRequest,
  engine: OpenEngine,
  event: JsonObject,
): Promise<string | undefined> {
  let smallest: Predicate | undefined;
  let next: Predicate | undefined = request.rule.condition;
  while (next) {
    smallest = next;
    next = undefined;
    for (const part of partsOf(smallest)) {
      if (await differs(request, engine, part, event)) {
        next = part;
        break;
      }
    }
  }
  return smallest && showPredicate(smallest);
}

async function differs(
  request: VerifyRequest,
  engine: OpenEngine,
  condition: Predicate,
  event: JsonObject,
): Promise<boolean> {
  const { unless: _, ...rule } = request.rule;
  const emitted = request.target.compile({ ...rule, condition, when: condition }, request.settings);
  if (emitted.files.length === 0) return false;
  const verdicts = await judge(engine, emitted.files, [{ about: "", event }]);
  if (verdicts instanceof NotRunHere) return false;
  const [verdict] = typeof verdicts === "string" ? [{ error: verdicts }] : verdicts;
  return verdict !== undefined && ("error" in verdict || verdict.alerts !== compileCondition(condition)(event));
}
