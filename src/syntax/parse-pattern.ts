/** In: a text after `like`. Out: its pattern, or a report on each backslash that escapes nothing. */

import type { Report } from "../diagnostics/problem.ts";
import type { Pattern, PatternPart } from "../ir/pattern.ts";
import type { TextLiteral } from "./ast.ts";
import { spanInLiteral } from "./literal-text.ts";
import { unknownPatternEscape } from "./problems-pattern.ts";

/** `*` is any run, `?` one character, `\*` `\?` `\\` stand for themselves. Neighbouring texts and runs are joined. */
export function parsePattern(literal: TextLiteral, report: Report): Pattern | undefined {
  const { value } = literal;
  const parts: PatternPart[] = [];
  let text = "";
  let isBroken = false;
  const flush = (): void => {
    if (text !== "") parts.push({ kind: "text", text });
    text = "";
  };
  for (let at = 0; at < value.length; at++) {
    const sign = value.charAt(at);
    if (sign === "\\") {
      const next = value.charAt(at + 1);
      if (next === "*" || next === "?" || next === "\\") {
        text += next;
        at++;
      } else {
        isBroken = true;
        reportEscape(literal, at, report);
      }
    } else if (sign === "*") {
      flush();
      if (parts[parts.length - 1]?.kind !== "anyRun") parts.push({ kind: "anyRun" });
    } else if (sign === "?") {
      flush();
      parts.push({ kind: "anyOne" });
    } else text += sign;
  }
  flush();
  return isBroken ? undefined : { parts, written: value };
}

function reportEscape(literal: TextLiteral, at: number, report: Report): void {
  const next = literal.value.codePointAt(at + 1);
  const written = `\\${next === undefined ? "" : String.fromCodePoint(next)}`;
  const span = spanInLiteral(literal, at, at + 1);
  // In a `"…"` text each backslash of the pattern is itself written as two.
  const fixed = literal.quote === '"' ? "\\\\\\\\" : "\\\\";
  const fixes = [{ title: `Write \`${fixed}\``, span, text: fixed }];
  report.add(unknownPatternEscape, { written, fixed: `\\${written}` }, span, { fixes });
}
