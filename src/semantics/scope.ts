/** What a compiled condition closes over: the elements that the quantifiers around it have bound. */
import type { JsonObject, JsonValue } from "../ir/json.ts";

/** A compiled condition. It is never false for want of a value, only true or false. */
export type Condition = (event: JsonObject) => boolean;

/** The element that a quantifier is at; set anew for each one. */
export interface Element {
  value: JsonValue;
}

/** The elements in reach, by the name of their variable. */
export type Scope = ReadonlyMap<string, Element>;

export const EMPTY_SCOPE: Scope = new Map();

/** A scope with one more element, and that element. */
export function bind(scope: Scope, variable: string): { readonly scope: Scope; readonly element: Element } {
  const element: Element = { value: null };
  return { scope: new Map([...scope, [variable, element]]), element };
}
