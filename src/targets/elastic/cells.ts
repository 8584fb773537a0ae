/**
 * What each language can do, as data: one row for each kind of test, once for a field of its own and once for a
 * member of an object that the mapping does not know. `capabilities.ts` finds the row of a test.
 */
import type { Answer } from "../target.ts";

export type QueryLanguage = "eql" | "kql";

export type Row = { readonly [Language in QueryLanguage]: Answer };

const exact: Answer = { fidelity: "exact" };
const impossible = (reason: string): Answer => ({ fidelity: "impossible", reason });
const wider = (reason: string): Answer => ({ fidelity: "wider", reason });
const narrower = (reason: string): Answer => ({ fidelity: "narrower", reason });

const onlyEql = (reason: string): Row => ({ eql: exact, kql: impossible(reason) });
const neither = (reason: string): Row => ({ eql: impossible(reason), kql: impossible(reason) });
const both: Row = { eql: exact, kql: exact };

const AWKWARD = "KQL's wildcards can't stand beside white space, `*` or `?` in the text.";
const FIELDS = "Elasticsearch can't compare a field with another field.";
const NUMBERS = "the field holds text, and neither EQL nor KQL reads it as a number by the language's rules.";
const TIMES = "the field holds text, which neither EQL nor KQL compares as a time.";
const ADDRESSES = "only `sourceIPAddress` has a field of type `ip`.";
const ONE_VALUE = "the texts may be found in the values of different elements of the list.";

const TLS =
  "the integration cuts `TLSv` off `tlsDetails.tlsVersion` and keeps it only in lower case, as `tls.version_protocol`.";
const NO_TLS = "the integration keeps `tlsDetails.tlsVersion` only where there is a `v` in it.";

/** A field of its own. `…Awkward`: the text has white space, `*` or `?` in it. */
export const onField = {
  equals: both,
  exists: both,
  contains: both,
  containsAwkward: onlyEql(AWKWARD),
  /** `contains all` of several texts over a list. */
  containsAllOfMany: { eql: wider(ONE_VALUE), kql: wider(ONE_VALUE) },
  startsWith: both,
  startsWithAwkward: onlyEql(AWKWARD),
  likeStars: both,
  likeStarsAwkward: onlyEql(AWKWARD),
  likeOther: onlyEql("KQL has no wildcard for one character, and can't escape one."),
  matches: onlyEql("KQL has no regexes."),
  nocase: onlyEql("KQL can't ignore case on a keyword field."),
  boolean: both,
  booleanOther: neither("the field is a boolean, which can only be compared with `true` and `false`."),
  address: both,
  addressElsewhere: neither(ADDRESSES),
  time: {
    eql: impossible("EQL rules can't compare times: the validator of detection-rules refuses date fields."),
    kql: exact,
  },
  dateOther: neither("the field is a date, of which only `<`, `<=`, `>`, `>=` and whole times can be asked."),
  timeElsewhere: neither(TIMES),
  numberOrder: neither(NUMBERS),
  fieldCompare: neither(FIELDS),
  /** A TLS version, which the integration takes apart at its first `v`. */
  tlsEquals: { eql: wider(TLS), kql: wider(TLS) },
  tlsExists: { eql: narrower(NO_TLS), kql: narrower(NO_TLS) },
  tlsOther: neither(
    "the integration cuts `TLSv` off `tlsDetails.tlsVersion`; only `==` and `in` with texts such as `TLSv1.2` can be asked.",
  ),
  voidText: neither("the integration's pipeline drops the texts `-` and `none`, so that no event ever has one."),
} satisfies { readonly [cell: string]: Row };

const STRING_FORM =
  "EQL sees the object only as one text, `{key=value, …}`, in which another member may look the same.";
const ANOTHER =
  "EQL sees the object only as one text, `{key=value, …}`; the text that is looked for may lie in another member.";
const FLATTENED = "Elasticsearch has no wildcard or regex query on a key of a flattened object.";
const LEAF = "EQL sees the object only as one text, `{key=value, …}`, and can't ask whether a member is there.";

/** A member of `requestParameters`, `responseElements`, `additionalEventData`, `serviceEventDetails`, `insightDetails`. */
export const onMember = {
  equals: { eql: wider(STRING_FORM), kql: exact },
  exists: { eql: impossible(LEAF), kql: exact },
  startsWith: { eql: wider(ANOTHER), kql: exact },
  startsWithAwkward: { eql: wider(ANOTHER), kql: impossible(AWKWARD) },
  part: { eql: wider(ANOTHER), kql: impossible(FLATTENED) },
  nocase: { eql: wider(ANOTHER), kql: impossible("KQL can't ignore case on a key of a flattened object.") },
  address: onField.addressElsewhere,
  time: neither("a member of this object is text to Elasticsearch, which can't be compared as a time."),
  numberOrder: neither(
    "a member of this object is text to Elasticsearch, which would compare `9` as greater than `10`.",
  ),
  fieldCompare: onField.fieldCompare,
  voidText: onField.voidText,
} satisfies { readonly [cell: string]: Row };

/** What holds beside the two tables. */
export const elsewhere = {
  container: both,
  containerFlattenedOnly: { eql: impossible("EQL can't read a flattened object."), kql: exact },
  containerOther: neither("an object can only be asked whether it is there."),
  noStringForm: impossible("EQL can't read a flattened object, and `insightDetails` has no other form."),
  /** Where EQL needs a regex, the one of `matches` or one for a text with `*` or `?`. */
  longRegex: impossible("printed for Lucene the regex is longer than 1,000 characters, which Elasticsearch refuses."),
  /** The key has a character that a field name in KQL can't have. */
  awkwardKey: impossible("KQL can't name a key with characters other than letters, digits, `_` and `-`."),
  every: neither("Elasticsearch keeps the values of all elements together and can't ask for every one of them."),
  some: neither(
    "Elasticsearch keeps the values of all elements together, so it can't ask for one element on which several conditions, or a negated one, hold.",
  ),
} as const;
