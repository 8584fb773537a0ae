/** In: a parsed file. Out: its tree without places, so that files of different layouts can be compared. */
import type { RuleFile } from "../../src/syntax/ast.ts";

/** The tree without places. `unless a and b` is `unless (a and b)`: the formatter's own parentheses are left out. */
export function treeWithoutPlaces(file: RuleFile): unknown {
  return JSON.parse(
    JSON.stringify(file.declarations, (key, value) => {
      if (key === "nocase") return true;
      if (["span", "operatorSpan", "keySpan"].includes(key)) return undefined;
      if (
        value?.kind === "unless" &&
        value.condition.kind === "grouped" &&
        ["and", "or"].includes(value.condition.inner.kind)
      ) {
        return { ...value, condition: value.condition.inner };
      }
      return value;
    }),
  );
}
