/**
 * What Panther can say of each kind of condition. Its rules are Python, so all of it, exactly: what a helper can't do
 * in one call it does in a few lines. Where fields hold what the schema doesn't expect, the declared deviations apply:
 * *type*, *key case*, *folding*, *numbers with fractions*.
 */
import type { Answer, Capabilities } from "../target.ts";

const exact = (): Answer => ({ fidelity: "exact" });

export const capabilities: Capabilities = {
  equals: exact,
  contains: exact,
  containsAll: exact,
  startsWith: exact,
  endsWith: exact,
  like: exact,
  matches: exact,
  numberOrder: exact,
  timeOrder: exact,
  inNetwork: exact,
  isAddress: exact,
  exists: exact,
  fieldCompare: exact,
  some: exact,
  every: exact,
};
