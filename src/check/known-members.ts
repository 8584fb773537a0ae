/**
 * What the API model says of the paths of one rule, gathered while they are checked, and put into the rule's conditions
 * and texts. A condition that a `let` names is one object wherever it is used: where its uses differ, nothing is said.
 */
import type { ApiValue, DerivedField, FirstOf, Path, Subject } from "../ir/path.ts";
import type { Atom, Predicate } from "../ir/predicate.ts";
import type { Alert, Choice, Template } from "../ir/rule.ts";

const sameValue = (a: ApiValue, b: ApiValue) => JSON.stringify(a) === JSON.stringify(b);

export class KnownMembers {
  readonly #values = new Map<Path, ApiValue | undefined>();
  readonly #changed = new Map<Predicate, Predicate>();
  #knowsAny = false;

  add(path: Path, value: ApiValue | undefined): void {
    this.#knowsAny ||= value !== undefined;
    if (!this.#values.has(path)) {
      this.#values.set(path, value);
      return;
    }
    const before = this.#values.get(path);
    if (!before || !value || !sameValue(before, value)) this.#values.set(path, undefined);
  }

  #path(path: Path): Path {
    const api = this.#values.get(path);
    return api ? { ...path, api } : path;
  }

  #subject(subject: Subject): Path | DerivedField {
    return subject.kind === "path" ? this.#path(subject) : subject;
  }

  #atom(atom: Atom): Atom {
    const subject = this.#subject(atom.subject);
    if (atom.kind !== "fieldCompare") return subject === atom.subject ? atom : { ...atom, subject };
    const other = this.#subject(atom.other);
    return subject === atom.subject && other === atom.other ? atom : { ...atom, subject, other };
  }

  /** The condition with what is known in its paths: the very same one where that is nothing. */
  inCondition(condition: Predicate): Predicate {
    if (!this.#knowsAny) return condition;
    // The parts of a rule's `when` are those of its condition.
    const changed = this.#changed.get(condition) ?? this.#change(condition);
    this.#changed.set(condition, changed);
    return changed;
  }

  #change(condition: Predicate): Predicate {
    switch (condition.kind) {
      case "constant":
        return condition;
      case "all":
      case "any": {
        const operands = condition.operands.map((one) => this.inCondition(one));
        return operands.every((one, index) => one === condition.operands[index])
          ? condition
          : { ...condition, operands };
      }
      case "not": {
        const operand = this.inCondition(condition.operand);
        return operand === condition.operand ? condition : { ...condition, operand };
      }
      case "some":
      case "every": {
        const list = this.#path(condition.list);
        const inner = this.inCondition(condition.condition);
        return list === condition.list && inner === condition.condition
          ? condition
          : { ...condition, list, condition: inner };
      }
      default:
        return this.#atom(condition);
    }
  }

  #firstOf(value: FirstOf): FirstOf {
    return {
      ...value,
      alternatives: value.alternatives.map((one) => (one.kind === "text" ? one : this.#subject(one))),
    };
  }

  #template(template: Template): Template {
    const parts = template.parts.map((one) =>
      one.kind === "text" ? one : { ...one, value: this.#firstOf(one.value) },
    );
    return { ...template, parts };
  }

  #choice<Value>(choice: Choice<Value>, change: (value: Value) => Value): Choice<Value> {
    return choice.map((one) => ({
      ...one,
      value: change(one.value),
      ...(one.when ? { when: this.inCondition(one.when) } : {}),
    }));
  }

  inAlert(alert: Alert): Alert {
    if (!this.#knowsAny) return alert;
    const { description, key } = alert;
    return {
      ...alert,
      title: this.#choice(alert.title, (one) => this.#template(one)),
      ...(description ? { description: this.#template(description) } : {}),
      ...(key ? { key: this.#choice(key, (some) => some.map((one) => this.#firstOf(one))) } : {}),
      severity: this.#choice(alert.severity, (one) => one),
      context: alert.context.map((one) => this.#subject(one)),
    };
  }
}
