/**
 * What a rule's module needs beside its hooks: constants, private functions, and imports.
 * Filled while expressions are made; read once, when the module is written.
 */
import { pythonConstant, pythonVariable } from "../kit/python.ts";
import type { Expression } from "./expression.ts";
import { name } from "./expression.ts";
import { type Facts, NO_FACTS } from "./facts.ts";
import { helpers } from "./helpers.ts";

/** A tuple or frozenset of the module, one member a line. */
export interface Constant {
  readonly name: string;
  readonly form: "tuple" | "frozenset";
  readonly members: readonly Expression[];
}

/** A function over the event that stands for a derived field. */
export interface DerivedFunction {
  readonly name: string;
  readonly cases: readonly { readonly when?: Expression; readonly value: Expression }[];
}

/** A function over the event that stands for a value that the module shows more than once. */
export interface SharedValue {
  readonly name: string;
  readonly value: Expression;
}

export class ModuleParts {
  readonly constants: Constant[] = [];
  readonly derived = new Map<string, DerivedFunction>();
  /** By what they show. */
  readonly shared = new Map<string, SharedValue>();
  readonly #imports = new Set<string>();
  readonly #helpers = new Set<string>();
  readonly #names = new Set<string>();
  readonly #constantsByContent = new Map<string, Constant>();

  /** `facts`: what is known of every event that the rule's hooks are asked about. */
  constructor(readonly facts: Facts = NO_FACTS) {}

  /** A name for a private function that no other one has. */
  functionName(like: string): string {
    const free = pythonVariable(like, this.#names);
    return helpers.has(`_${free}`) ? this.functionName(like) : `_${free}`;
  }

  /** The helper's name, now emitted with all that it needs. */
  helper(called: string): string {
    const helper = helpers.get(called);
    if (!helper) throw new Error(`compiler bug: no helper ${called}`);
    if (this.#helpers.has(called)) return called;
    this.#helpers.add(called);
    for (const line of helper.imports) this.#imports.add(line);
    for (const other of helper.helpers) this.helper(other);
    return called;
  }

  /** Imports a name, as `import re` or `from ipaddress import ip_network`. */
  import(line: string): void {
    this.#imports.add(line);
  }

  /** A constant with these members: one that is there, or a new one with a name like `like`. */
  constant(like: string, form: Constant["form"], members: readonly Expression[]): Expression {
    const content = JSON.stringify([form, members]);
    let constant = this.#constantsByContent.get(content);
    if (!constant) {
      constant = { name: pythonConstant(like, this.#names), form, members };
      this.#constantsByContent.set(content, constant);
      this.constants.push(constant);
    }
    return name(constant.name);
  }

  get helperTexts(): readonly string[] {
    const texts: string[] = [];
    if (this.#helpers.size > 0)
      for (const [called, helper] of helpers) if (this.#helpers.has(called)) texts.push(helper.text);
    return texts;
  }

  /** As isort's black profile wants them: plain imports first, then names by module, all sorted. */
  get importLines(): readonly string[] {
    const plain: string[] = [];
    const byModule = new Map<string, string[]>();
    for (const line of [...this.#imports].sort()) {
      const from = /^from (\S+) import (\S+)$/.exec(line);
      if (!from) plain.push(line);
      else byModule.set(from[1] as string, [...(byModule.get(from[1] as string) ?? []), from[2] as string]);
    }
    return [...plain, ...[...byModule].map(([module, names]) => `from ${module} import ${names.join(", ")}`)];
  }
}
