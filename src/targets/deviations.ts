/** The declared deviations, a sentence each: what a platform does instead. What they are over events is in `cases/`. */
import type { DeviationId } from "./target.ts";

export const DEVIATIONS: { readonly [D in DeviationId]: string } = {
  shape:
    "A list stands where the path has no `[]`, one boolean where it has, or an object where a single value is documented.",
  "bare-object": "An object stands where `exists` asks about a member that nobody documents.",
  "void-text": "The platform's intake drops the texts `-` and `none`, as if nothing stood there.",
  "null-text": "The texts `null` and, in `errorCode`, `success` can't be told from a missing value.",
  fraction: "A number with a fraction, an exponent or more than 15 digits counts by another text.",
  type: "A field that is documented as text holds something else, or a boolean of AWS's API model holds 0 or 1.",
  misfit: "A record holds what its documentation does not allow, and the platform leaves the field or the record out.",
  folding: "Ignoring case, four letters beyond ASCII fold to an ASCII one; between two fields, others fold too.",
  "key-case": "Keys are read in any letter case.",
  "dotted-key": "A key with a dot in it can't be told from a key inside another.",
  "long-value": "A text of more than 1,024 characters, or an object of more than 8,191, is not indexed.",
  "long-record": "Fields past the first 5,000 bytes of a record are not extracted.",
  "odd-address": "Oddly written addresses, and IPv4 addresses inside IPv6, are read by some and refused by others.",
  "bracket-text":
    "In a list that is read as JSON, a text that starts with `[` or `{` is taken for a list or an object.",
  "character-bytes": "Where one character is asked for, one beyond ASCII may count as several.",
};
