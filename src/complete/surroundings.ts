/** In: a place, and what is around it in the tree. Out: the names in scope there, and the operations that may be meant. */
import { checkCondition } from "../check/check-condition.ts";
import { fileScope } from "../check/check-file.ts";
import { type Cell, narrowed, type Reach, reachOf, TOP } from "../check/check-operations-reach.ts";
import type { FileCheck } from "../check/context.ts";
import { declareEvents, declareLets } from "../check/declare.ts";
import { resolvePath } from "../check/resolve-path.ts";
import { Scope } from "../check/scope.ts";
import { Report } from "../diagnostics/problem.ts";
import type { PathStep, Subject, ValueType } from "../ir/path.ts";
import { type ApiModel, type ApiOperation, apiModel } from "../schema/api-model.ts";
import { followPath, sideOfPath } from "../schema/api-path.ts";
import type { Field } from "../schema/record.ts";
import type { Condition, PathExpression, RuleFile } from "../syntax/ast.ts";
import { type CompletionContext, checkContextOf } from "./context.ts";
import { holds, type Location, locate } from "./locate.ts";
import type { Place } from "./place.ts";

/** What a path stands for. */
export interface Target {
  readonly subject: Subject;
  readonly field: Field | undefined;
  readonly type: ValueType;
  /** The steps from the event on; none of a derived field. */
  readonly steps: readonly PathStep[];
  /** Does the path end at a list, without `[]`? */
  readonly isList: boolean;
}

/** Of more operations than these, no parameters are looked up. */
const MOST_OPERATIONS = 60;

function ruleScope(file: RuleFile, rule: Location["rule"], check: FileCheck, context: CompletionContext) {
  const scope = new Scope(fileScope(file, false, check, checkContextOf(context)));
  const clauses = rule?.clauses ?? [];
  declareLets(
    clauses.filter((one) => one.kind === "let"),
    scope,
    false,
    check,
  );
  declareEvents(
    clauses.filter((one) => one.kind === "event"),
    scope,
    false,
    check,
  );
  return scope;
}

export class Surroundings {
  readonly location: Location;
  readonly scope: Scope;
  readonly model: ApiModel;
  readonly check: FileCheck;
  readonly #lists = new Map<string, readonly PathStep[]>();
  readonly #reached = new WeakMap<readonly Cell[], Reach>();
  #cells: readonly Cell[] = TOP;

  constructor(
    readonly place: Place,
    readonly context: CompletionContext,
  ) {
    this.check = { ...checkContextOf(context), report: new Report(), lists: new Set() };
    this.model = apiModel(context.loadApi);
    this.location = locate(place.file, place.at);
    let scope = ruleScope(place.file, this.location.rule, this.check, context);
    this.#cells = this.#outer(scope);
    for (const condition of this.location.conditions) {
      if (condition.kind === "and")
        for (const one of condition.operands)
          if (!holds(one.span, place.at)) this.#cells = this.#narrow(this.#cells, one, scope);
      if (condition.kind === "quantified" && holds(condition.condition.span, place.at)) {
        const list = this.#resolve(condition.list, scope);
        if (list) this.#lists.set(condition.variable.text, list.steps);
        scope = scope.withVariable({
          name: condition.variable.text,
          span: condition.variable.span,
          field: list?.field,
        });
      }
    }
    this.scope = scope;
  }

  /** What holds by the rule's `when`, behind it, and by the condition of an alert's entry in its value. */
  #outer(scope: Scope): readonly Cell[] {
    const { rule, clause, entry } = this.location;
    let cells = TOP;
    if (clause?.kind !== "unless" && clause?.kind !== "alert") return cells;
    for (const one of rule?.clauses ?? []) if (one.kind === "when") cells = this.#narrow(cells, one.condition, scope);
    const when = entry?.when;
    return when && !holds(when.span, this.place.at) ? this.#narrow(cells, when, scope) : cells;
  }

  /** A condition that is broken in one of its parts still says something with the others. */
  #narrow(cells: readonly Cell[], condition: Condition, scope: Scope): readonly Cell[] {
    if (condition.kind === "grouped") return this.#narrow(cells, condition.inner, scope);
    if (condition.kind === "and")
      return condition.operands.reduce((narrower, one) => this.#narrow(narrower, one, scope), cells);
    const predicate = checkCondition(condition, scope, this.check);
    return predicate ? narrowed(cells, predicate) : cells;
  }

  /** The ways in which the conditions around the place may hold. */
  get cells(): readonly Cell[] {
    return this.#cells;
  }

  /** The operations that they allow; none where they say too little. */
  operations(): readonly ApiOperation[] {
    const reach = this.#reached.get(this.#cells) ?? reachOf(this.#cells, this.model);
    this.#reached.set(this.#cells, reach);
    return reach.operations.length > MOST_OPERATIONS ? [] : reach.operations;
  }

  target(path: PathExpression): Target | undefined {
    return this.#resolve(path, this.scope);
  }

  #resolve(path: PathExpression, scope: Scope): Target | undefined {
    const resolved = resolvePath(path, scope, "list", this.check);
    if (resolved.kind !== "subject") return undefined;
    const { subject, field } = resolved;
    if (subject.kind === "derived") return { subject, field, type: subject.type, steps: [], isList: false };
    const list = subject.root.kind === "element" ? (this.#lists.get(subject.root.variable) ?? []) : [];
    const steps = [...list, ...subject.steps];
    const isList = (field?.isList ?? false) && subject.steps.length > 0 && subject.steps.at(-1)?.kind !== "each";
    return { subject, field, type: field ? subject.type : this.#typeAt(steps, subject.type), steps, isList };
  }

  /** What the model knows of the type, where the schema of the record doesn't. */
  #typeAt(steps: readonly PathStep[], otherwise: ValueType): ValueType {
    const side = sideOfPath(steps);
    if (!side || otherwise !== "unknown") return otherwise;
    const types = this.operations().map((one) => {
      const answer = followPath(one, side, steps.slice(1));
      return answer.kind === "known" && !answer.endsInList ? answer.type : undefined;
    });
    const [type] = types;
    if (type === undefined || types.some((one) => one !== type)) return otherwise;
    if (type === "structure") return "object";
    return type === "bytes" || type === "time" || type === "open" ? otherwise : type;
  }
}
