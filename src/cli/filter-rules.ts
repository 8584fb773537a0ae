/**
 * In: the patterns of `--filter`, and rules. Out: those that are meant. A pattern is part of a name, or fits it whole
 * where it has a `*`; letter case doesn't count.
 */
import type { Rule } from "../ir/rule.ts";
import type { RuleDeclaration } from "../syntax/ast.ts";

export interface Filter {
  readonly patterns: readonly string[];
  /** The names of tests count too, beside the ids of rules. */
  readonly withTests: boolean;
}

/** Is the rule, or with tests one of them, meant? */
export function fitsFilter({ id, clauses }: RuleDeclaration, { patterns, withTests }: Filter): boolean {
  if (fitsAny(id.text, patterns)) return true;
  return withTests && clauses.some((one) => one.kind === "test" && fitsAny(one.name.value, patterns));
}

/** The rules whose id fits, whole; of others those with a test whose name fits, and only these tests. */
export function filterRules(rules: readonly Rule[], { patterns, withTests }: Filter): readonly Rule[] {
  return rules.flatMap((rule) => {
    if (fitsAny(rule.id, patterns)) return [rule];
    const tests = withTests ? rule.tests.filter((test) => fitsAny(test.name, patterns)) : [];
    return tests.length > 0 ? [{ ...rule, tests }] : [];
  });
}

function fitsAny(text: string, patterns: readonly string[]): boolean {
  const folded = text.toLowerCase();
  return patterns.some((pattern) => fits(folded, pattern.toLowerCase()));
}

/** A `*` stands for any run of characters; without one, the pattern may stand anywhere. */
function fits(text: string, pattern: string): boolean {
  const [first = "", ...rest] = pattern.split("*");
  const last = rest.pop();
  if (last === undefined) return text.includes(first);
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
