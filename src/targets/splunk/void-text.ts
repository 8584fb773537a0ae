/**
 * Texts that stand for "nothing" on Splunk. A JSON null is the text `null` in the automatic extraction, an empty
 * string is a value, and the add-on for AWS (aws:cloudtrail) gives every successful event the `errorCode` `success`.
 * Source: the field lists of Splunk's published CloudTrail data sources (security_content, October 2024): 43 of 43
 * example events without `errorCode` list it, and JSON nulls are listed as fields.
 */
import type { Subject } from "../../ir/path.ts";

/** The add-on's word for "no error". */
export const SUCCESS = "success";
export const NULL = "null";

function isErrorCode(subject: Subject): boolean {
  if (subject.kind === "derived" || subject.root.kind !== "event" || subject.steps.length !== 1) return false;
  const step = subject.steps[0];
  return step?.kind === "key" && step.name === "errorCode";
}

/** The texts that mean "missing" in a field. */
export function voidTexts(subject: Subject): readonly string[] {
  return isErrorCode(subject) ? ["", NULL, SUCCESS] : ["", NULL];
}

/**
 * A regex (without its ends) for JSON text that holds nothing: null, an empty text, and lists and objects of nothing but
 * brackets, keys, nulls and empty texts.
 */
export const EMPTY_JSON =
  "(?:null|(?=[\\[{])(?:[\\[\\]{}:,\\s]|null|\\x22\\x22|\\x22(?:[^\\x22\\x5c]|\\x5c.)+\\x22\\s*:)*)?";
