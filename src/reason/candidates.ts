/**
 * In: a test of one place. Out: values worth trying there: some that pass, and the near misses that a wrong
 * translation would get wrong. Which of them pass is not decided here.
 */
import { type Address, type Network, showAddress } from "../ir/address.ts";
import { type JsonValue, WrittenNumber } from "../ir/json.ts";
import type { Pattern } from "../ir/pattern.ts";
import type { Atom, FieldCompare } from "../ir/predicate.ts";
import { sampleRegex } from "./sample-regex.ts";

/** The same text with the case of its letters swapped. */
export function otherCase(text: string): string {
  return text.replace(/[A-Za-z]/g, (letter) =>
    letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase(),
  );
}

function aroundText(text: string): string[] {
  const shorter = [...text].slice(0, -1).join("");
  return [
    text,
    `q${text}q`,
    `q${text}`,
    `${text}q`,
    otherCase(text),
    ...(shorter ? [shorter] : []),
    text.replace(/[^A-Za-z0-9]/, "q"),
    // Another text of the same number.
    ...(/^[0-9]+$/.test(text) ? [`0${text}`, `${text}.0`] : []),
  ];
}

function samplePattern(pattern: Pattern, run: string, one: string): string {
  return pattern.parts.map((part) => (part.kind === "text" ? part.text : part.kind === "anyRun" ? run : one)).join("");
}

function likeCandidates(pattern: Pattern): string[] {
  const shortest = samplePattern(pattern, "", "z");
  const filled = samplePattern(pattern, "q/q", "z");
  const questionMarksLost = samplePattern(pattern, "", "");
  const questionMarksDoubled = samplePattern(pattern, "q", "zz");
  const astral = pattern.parts.some((part) => part.kind === "anyOne") ? [samplePattern(pattern, "", "\u{1F514}")] : [];
  return [
    filled,
    shortest,
    questionMarksLost,
    questionMarksDoubled,
    `q${filled}`,
    `${filled}q`,
    otherCase(filled),
    ...astral,
  ].filter((text) => text !== "");
}

/** One above, at and below a decimal limit, as numbers and as texts. */
function aroundNumber(limit: string): JsonValue[] {
  const at = Number(limit);
  const whole = Number.isSafeInteger(at) ? [at, at + 1, at - 1] : [Math.floor(at), Math.ceil(at)];
  const fraction = new WrittenNumber(String(Math.trunc(at) + (at < 0 ? -0.5 : 0.5)));
  return [...whole, ...whole.map(String), fraction, `0${limit}`, `${limit}q`, "1e3"];
}

function aroundTime(limit: string): string[] {
  const at = Date.parse(limit);
  const show = (time: number) => new Date(time).toISOString().replace(/\.\d+Z$/, "Z");
  return [show(at), show(at + 1000), show(at - 1000), limit.replace("T", " "), limit.replace("Z", "")];
}

/** The first and last address of a network, and their neighbours outside. */
function aroundNetwork(network: Network): string[] {
  const bits = network.address.length * 8;
  const toNumber = (bytes: Address) => bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const toAddress = (value: bigint) =>
    showAddress(network.address.map((_, i) => Number((value >> BigInt(8 * (network.address.length - 1 - i))) & 255n)));
  const first = toNumber(network.address);
  const last = first + (1n << BigInt(bits - network.prefix)) - 1n;
  const inside = [first, last].map(toAddress);
  const outside = [first - 1n, last + 1n].filter((value) => value >= 0n && value < 1n << BigInt(bits)).map(toAddress);
  const [one = ""] = inside;
  const mapped = network.address.length === 4 ? [`::ffff:${one}`] : [];
  return [...inside, ...outside, ...mapped, ` ${one}`, "AWS Internal"];
}

/** Of a longer list, the members that are tried. */
const MOST_MEMBERS = 64;

/** Values worth trying for one test, likely hits first. */
export function candidatesOf(atom: Exclude<Atom, FieldCompare>): readonly JsonValue[] {
  switch (atom.kind) {
    case "equals":
      return [...atom.texts.slice(0, MOST_MEMBERS), ...atom.texts.slice(0, 2).flatMap(aroundText)];
    case "contains":
    case "startsWith":
    case "endsWith":
      return atom.texts.slice(0, 4).flatMap(aroundText);
    case "containsAll":
      return [atom.texts.join("q"), [...atom.texts].reverse().join(""), ...atom.texts.flatMap(aroundText)];
    case "like":
      return atom.patterns.slice(0, 4).flatMap(likeCandidates);
    case "matches":
      return atom.regexes
        .slice(0, 4)
        .flatMap((regex) =>
          sampleRegex(regex).flatMap((text) => [
            text,
            otherCase(text),
            `${text}\n`,
            text.slice(1),
            `q${text}`,
            `${text}q`,
          ]),
        );
    case "numberOrder":
      return aroundNumber(atom.limit);
    case "timeOrder":
      return aroundTime(atom.limit);
    case "inNetwork":
      return atom.networks.slice(0, 4).flatMap(aroundNetwork);
    case "isAddress":
      return ["198.51.100.7", "2001:db8::7", "::ffff:198.51.100.7", "AWS Internal", "198.51.100.007", "198.51.100"];
    case "exists":
      return [];
  }
}

/** A value that no test is likely to ask for, of the kind that stands there. */
export function ordinaryValue(type: string): JsonValue {
  switch (type) {
    case "integer":
    case "number":
      return 7;
    case "boolean":
      return true;
    case "timestamp":
      return "2024-02-29T23:59:59Z";
    case "address":
      return "203.0.113.9";
    case "object":
    case "open":
      return { other: "value" };
    default:
      return "ordinary";
  }
}
