/**
 * In: a member of an object, and what is asked of its text. Out: patterns or a regex for the object's string form.
 *
 * The integration writes an object as Java prints a map: `{key=value, list=[a, b], inner={key=value}}`, nothing quoted,
 * in the order of Java's HashMap (default.yml of the cloudtrail data stream, 2026). The borders of a member are
 * therefore `{` or `, ` before its key, and `, `, `}` or `]` behind its value. Every object that has the member fits;
 * others may fit too, so this is `wider`.
 */
import type { PatternPart, RegexPattern } from "../../../ir/pattern.ts";
import { luceneLiteral, luceneOf, luceneOfPattern } from "../print/lucene.ts";
import { hasWildcard } from "../print/quote.ts";

export interface MemberOfString {
  /** The member's own key. */
  readonly key: string;
  /** It stands in the outermost object. */
  readonly isTop: boolean;
  /** Its value may be a list. */
  readonly inList: boolean;
}

type Parts = readonly PatternPart[];

const text = (value: string): PatternPart => ({ kind: "text", text: value });
const anyRun: PatternPart = { kind: "anyRun" };

/** Joins neighbouring texts and neighbouring runs. */
function joined(parts: Parts): PatternPart[] {
  const result: PatternPart[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (last?.kind === "text" && part.kind === "text") result[result.length - 1] = text(last.text + part.text);
    else if (!(last?.kind === "anyRun" && part.kind === "anyRun")) result.push(part);
  }
  return result;
}

const isOpenEnded = (value: Parts): boolean => value.at(-1)?.kind === "anyRun";

/** The patterns of one value: `{key=value}`, `{key=value, *`, `*, key=value, *`, `*, key=value}`. */
export function stringPatterns(member: MemberOfString, value: Parts): PatternPart[][] {
  const before: Parts[] = [member.isTop ? [text("{")] : [anyRun, text("{")], [anyRun, text(", ")]];
  const behind: Parts[] = isOpenEnded(value)
    ? [[]]
    : [member.isTop ? [text("}")] : [text("}"), anyRun], [text(", "), anyRun]];
  const all = before.flatMap((start) =>
    behind.map((end) => joined([...start, text(`${member.key}=`), ...value, ...end])),
  );
  // As people would list them: first in the object, in the middle, last.
  return all.length === 4 ? [all[0], all[1], all[3], all[2]].map((one) => one as PatternPart[]) : all;
}

/** Can the value be asked for by patterns, in which no wildcard can be escaped? Lists take too many of them. */
export function takesPatterns(member: MemberOfString, value: Parts): boolean {
  const texts = value.every((part) => (part.kind === "text" ? !hasWildcard(part.text) : part.kind === "anyRun"));
  return texts && !member.inList && !hasWildcard(member.key);
}

/** The regex of several values, each given in Lucene's syntax; `openEnded`: nothing is asked of what is behind. */
function regexOf(member: MemberOfString, values: readonly string[], openEnded: boolean): string {
  const start = member.isTop ? "(\\{|.*, )" : ".*(\\{|, )";
  const list = member.inList ? "(\\[(.*, )?)?" : "";
  const end = openEnded ? "" : member.inList ? "(, |\\]|\\}).*" : "(, |\\}).*";
  const value = values.length === 1 ? (values[0] as string) : `(${values.join("|")})`;
  return `${start}${luceneLiteral(member.key)}=${list}${value}${end}`;
}

export function stringRegexOfPattern(member: MemberOfString, value: Parts): string {
  return regexOf(member, [luceneOfPattern({ parts: value })], isOpenEnded(value));
}

export function stringRegexOfRegex(member: MemberOfString, regex: RegexPattern): string {
  return regexOf(member, [luceneOf(regex)], !regex.toEnd);
}

/** Several texts in one regex, each the whole value. */
export function stringRegexOfTexts(member: MemberOfString, texts: readonly string[]): string {
  return regexOf(member, texts.map(luceneLiteral), false);
}
