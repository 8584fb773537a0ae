/** In: a token that starts like a number. Out: what kind it is, its value, and a report if it is none of the kinds. */
import type { IToken } from "chevrotain";
import type { Report } from "../diagnostics/problem.ts";
import type { Span } from "../source/source.ts";
import { invalidDuration, invalidNumber, invalidTime } from "./problems-text.ts";
import { retype } from "./token-span.ts";
import { Duration, NumberToken, Time } from "./tokens.ts";

const number = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;
const duration = /^([0-9]+)([smhd])$/;
const time = /^([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T([0-9]{2}):([0-9]{2}):([0-9]{2})Z)?$/;
const timeLike = /^[0-9]{4}-[0-9]/;

const secondsIn: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86400 };

/** Gives the token its kind and, as its payload, a time in the long form or the seconds of a duration. */
export function classifyNumeric(token: IToken, span: Span, report: Report): void {
  const { image } = token;
  if (number.test(image)) return retype(token, NumberToken);
  const length = duration.exec(image);
  if (length) return classifyDuration(token, length, span, report);
  if (timeLike.test(image)) return classifyTime(token, span, report);
  if (/^[0-9][0-9.]*[A-Za-z]+(?:[0-9]+[A-Za-z]+)*$/.test(image) && !/[eExX]/.test(image)) {
    const hint = "It is one whole number and one of `s`, `m`, `h` and `d`: `90m`.";
    report.add(invalidDuration, { text: image, hint }, span);
    return retype(token, Duration, 0);
  }
  report.add(invalidNumber, { text: image, hint: hintForNumber(image) }, span);
  retype(token, NumberToken);
}

function classifyDuration(token: IToken, parts: RegExpExecArray, span: Span, report: Report): void {
  const count = Number(parts[1]);
  const seconds = count * (secondsIn[parts[2] as string] as number);
  const plain = `${count}${parts[2]}`;
  if (!Number.isSafeInteger(seconds) || seconds > 36525 * 86400) {
    report.add(invalidDuration, { text: token.image, hint: "It is longer than a hundred years." }, span);
  } else if (plain !== token.image) {
    const extras = { fixes: [{ title: `Write \`${plain}\``, span, text: plain }] };
    report.add(invalidDuration, { text: token.image, hint: `Without leading zeros it is \`${plain}\`.` }, span, extras);
  }
  retype(token, Duration, Number.isSafeInteger(seconds) ? seconds : 0);
}

function classifyTime(token: IToken, span: Span, report: Report): void {
  const { image } = token;
  const parts = time.exec(image);
  const hint = parts ? hintForDate(parts) : hintForTime(image);
  if (hint) report.add(invalidTime, { text: image, hint }, span);
  const long = parts ? (parts[4] === undefined ? `${image}T00:00:00Z` : image) : "1970-01-01T00:00:00Z";
  retype(token, Time, long);
}

function hintForTime(image: string): string {
  if (/[+-][0-9]{2}:?[0-9]{2}$/.test(image) && image.includes("T")) return "Times are in UTC: they end in `Z`.";
  if (/\.[0-9]+Z$/.test(image)) return "Times have whole seconds, as CloudTrail writes them.";
  return "It is written `2026-11-22` or `2026-11-22T10:00:00Z`.";
}

function hintForDate(parts: RegExpExecArray): string | undefined {
  const [year, month, day, hour, minute, second] = parts.slice(1).map((part) => Number(part ?? 0)) as number[];
  if (!month || month > 12) return `There is no month ${parts[2]}.`;
  const last = daysIn(year as number, month);
  if (!day || day > last) return `Month ${parts[2]} of ${parts[1]} has ${last} days.`;
  if ((hour as number) > 23 || (minute as number) > 59 || (second as number) > 59) {
    return "Hours go to 23, minutes and seconds to 59.";
  }
  return undefined;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function hintForNumber(image: string): string {
  if (/^-?0[0-9]+$/.test(image))
    return `Numbers have no leading zeros; if it is a text, put it in quotes: \`"${image}"\`.`;
  if (/^[0-9]+(?:\.[0-9]+){3}$/.test(image)) return `An address is a text; put it in quotes: \`"${image}"\`.`;
  if (/_/.test(image)) return "Digits are not grouped.";
  return "Numbers are written as in JSON: `10`, `-1`, `0.5`. A text stands in quotes.";
}
