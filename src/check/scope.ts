/**
 * In: a file's declarations and its imports. Out: what each name stands for.
 * A name is resolved when it is first asked for, once, in the scope that it was written in.
 */
import type { JsonObject } from "../ir/json.ts";
import type { FirstOf } from "../ir/path.ts";
import type { Predicate } from "../ir/predicate.ts";
import type { Field } from "../schema/record.ts";
import type { Source, Span } from "../source/source.ts";
import type { EventDeclaration, LetDeclaration, Literal } from "../syntax/ast.ts";

/** What a `let` turns out to be. */
export type Meaning =
  | { readonly kind: "condition"; readonly predicate: Predicate }
  | { readonly kind: "list"; readonly literals: readonly Literal[] }
  | { readonly kind: "value"; readonly alternatives: FirstOf["alternatives"]; readonly shown: string }
  /** It was reported; whoever uses it says nothing more. */
  | { readonly kind: "broken" };

/** The element that a quantifier binds: its name, and what the schema knows of it. */
export interface Variable {
  readonly name: string;
  readonly span: Span;
  readonly field: Field | undefined;
}

export interface LetBinding {
  readonly declaration: LetDeclaration;
  readonly scope: Scope;
  meaning: Meaning | "resolving" | undefined;
  /** The files of lists in it, once it is resolved. */
  lists?: ReadonlySet<Source>;
  used: boolean;
  readonly reportUnused: boolean;
}

export interface EventBinding {
  readonly declaration: EventDeclaration;
  readonly scope: Scope;
  used: boolean;
  resolving: boolean;
  /** What it turned out to be, once asked; nothing in it where it is wrong. */
  known?: { readonly event: JsonObject | undefined };
  readonly reportUnused: boolean;
}

/** Names by level: a quantifier's variable, then the rule's, then the file's, then what it imports. */
export class Scope {
  readonly lets = new Map<string, LetBinding>();
  readonly events = new Map<string, EventBinding>();
  readonly variables: readonly Variable[];
  /** How many `let`s and events of the file are being resolved, each for the one before it. */
  readonly waiting: { lets: number; events: number };

  constructor(
    readonly parent: Scope | undefined,
    variables: readonly Variable[] = [],
  ) {
    this.variables = variables;
    this.waiting = parent?.waiting ?? { lets: 0, events: 0 };
  }

  findLet(name: string): LetBinding | undefined {
    return this.lets.get(name) ?? this.parent?.findLet(name);
  }

  findEvent(name: string): EventBinding | undefined {
    return this.events.get(name) ?? this.parent?.findEvent(name);
  }

  findVariable(name: string): Variable | undefined {
    return this.variables.find((one) => one.name === name) ?? this.parent?.findVariable(name);
  }

  letNames(): string[] {
    return [...this.lets.keys(), ...(this.parent?.letNames() ?? [])];
  }

  eventNames(): string[] {
    return [...this.events.keys(), ...(this.parent?.eventNames() ?? [])];
  }

  variableNames(): string[] {
    return [...this.variables.map((one) => one.name), ...(this.parent?.variableNames() ?? [])];
  }

  withVariable(variable: Variable): Scope {
    return new Scope(this, [variable]);
  }
}
