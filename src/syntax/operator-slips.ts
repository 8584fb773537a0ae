/** In: words between a field and a value that are no operator. Out: the operator that was meant, as tokens. */

import type { TokenType } from "chevrotain";
import { nearestNames } from "../diagnostics/nearest.ts";
import * as kinds from "./tokens.ts";

export interface MeantOperator {
  /** As it is written here. */
  readonly text: string;
  readonly types: readonly TokenType[];
  /** Nothing stands on its right. */
  readonly isState: boolean;
  readonly nocase: boolean;
  readonly because?: string;
}

const typesOf: Readonly<Record<string, readonly TokenType[]>> = {
  "==": [kinds.Equal],
  "!=": [kinds.NotEqual],
  "<": [kinds.Less],
  "<=": [kinds.LessEqual],
  ">": [kinds.Greater],
  ">=": [kinds.GreaterEqual],
  in: [kinds.In],
  "in cidr": [kinds.In, kinds.Cidr],
  contains: [kinds.Contains],
  "contains all": [kinds.Contains, kinds.All],
  "starts with": [kinds.Starts, kinds.With],
  "ends with": [kinds.Ends, kinds.With],
  like: [kinds.Like],
  matches: [kinds.Matches],
  "is ip": [kinds.Is, kinds.Ip],
  "is not ip": [kinds.Is, kinds.Not, kinds.Ip],
  exists: [kinds.Exists],
  missing: [kinds.Missing],
};
const states = new Set(["is ip", "is not ip", "exists", "missing"]);

/** What people write elsewhere, in lower case without spaces, `_` and `-`. */
const meant: Readonly<Record<string, string>> = {
  contain: "contains",
  containsany: "contains",
  containsanyof: "contains",
  has: "contains",
  includes: "contains",
  include: "contains",
  icontains: "contains nocase",
  containsallof: "contains all",
  containall: "contains all",
  hasall: "contains all",
  startwith: "starts with",
  startswith: "starts with",
  beginswith: "starts with",
  beginwith: "starts with",
  hasprefix: "starts with",
  istartswith: "starts with nocase",
  endwith: "ends with",
  endswith: "ends with",
  hassuffix: "ends with",
  iendswith: "ends with nocase",
  equals: "==",
  equal: "==",
  eq: "==",
  is: "==",
  equalto: "==",
  isequalto: "==",
  "not==": "!=",
  "not=": "!=",
  "isnot==": "!=",
  "is==": "==",
  ne: "!=",
  neq: "!=",
  notequals: "!=",
  notequal: "!=",
  isnot: "!=",
  isnotequalto: "!=",
  lt: "<",
  lte: "<=",
  le: "<=",
  gt: ">",
  gte: ">=",
  ge: ">=",
  isin: "in",
  oneof: "in",
  isoneof: "in",
  inlist: "in",
  anyof: "in",
  nin: "not in",
  isnotin: "not in",
  notoneof: "not in",
  cidr: "in cidr",
  cidrmatch: "in cidr",
  incidrs: "in cidr",
  insubnet: "in cidr",
  innetwork: "in cidr",
  isip: "is ip",
  isipaddress: "is ip",
  isnotip: "is not ip",
  notip: "is not ip",
  notisip: "is not ip",
  isnull: "missing",
  isempty: "missing",
  ismissing: "missing",
  notexists: "missing",
  notexist: "missing",
  doesnotexist: "missing",
  isnone: "missing",
  isabsent: "missing",
  absent: "missing",
  isnotnull: "exists",
  isnotempty: "exists",
  isnotmissing: "exists",
  notnull: "exists",
  notmissing: "exists",
  ispresent: "exists",
  present: "exists",
  exist: "exists",
  isset: "exists",
  match: "matches",
  regex: "matches",
  rlike: "matches",
  re: "matches",
  regexp: "matches",
  matchesregex: "matches",
  imatches: "matches nocase",
  ilike: "like nocase",
  wildcard: "like",
  glob: "like",
  doesnotcontain: "not contains",
  notcontain: "not contains",
  notcontainsany: "not contains",
  doesnotmatch: "not matches",
  notmatch: "not matches",
  notstartswith: "not starts with",
  notendswith: "not ends with",
  notcontains: "not contains",
  notlike: "not like",
  notmatches: "not matches",
  notin: "not in",
  notincidr: "not in cidr",
};
const plain = new Map(Object.keys(typesOf).map((text) => [squeeze(text), text]));

function squeeze(words: string): string {
  return words.toLowerCase().replace(/[\s_-]/g, "");
}

const meantNocase = new Set(["ignorecase", "caseless", "caseinsensitive", "insensitive", "anycase", "icase", "ci"]);

/** Is the word after a value most likely `nocase`? */
export function isMeantNocase(word: string): boolean {
  return meantNocase.has(squeeze(word)) || nearestNames(word, ["nocase"], 1).length > 0;
}

/** The operator that these words were meant as, or nothing. */
export function meantOperator(words: string): MeantOperator | undefined {
  const squeezed = squeeze(words);
  const known = plain.get(squeezed) ?? (Object.hasOwn(meant, squeezed) ? meant[squeezed] : undefined);
  const found = known ?? nearestOperator(squeezed);
  if (!found) return undefined;
  return build(found, squeezed);
}

function nearestOperator(squeezed: string): string | undefined {
  const [nearest] = nearestNames(
    squeezed,
    [...plain.keys()].filter((key) => /^[a-z]{3}/.test(key)),
    1,
  );
  return nearest === undefined ? undefined : plain.get(nearest);
}

function build(found: string, squeezed: string): MeantOperator {
  const nocase = found.endsWith(" nocase");
  const bare = nocase ? found.slice(0, -" nocase".length) : found;
  const negated = bare.startsWith("not ");
  const text = negated ? bare.slice(4) : bare;
  const types = typesOf[text] as readonly TokenType[];
  const because = squeezed.includes("any")
    ? "A list on the right means any of its members."
    : nocase
      ? "To ignore case write `nocase` after the value."
      : undefined;
  return {
    text: bare,
    types: negated ? [kinds.Not, ...types] : types,
    isState: states.has(text),
    nocase,
    ...(because ? { because } : {}),
  };
}
