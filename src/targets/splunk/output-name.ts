/**
 * Names of the columns that a search gives: those of Splunk's Common Information Model and of its CloudTrail content
 * where they have one, else the field's own in snake case. Source: the renames that security_content#4186 proposes.
 */
import type { Subject } from "../../ir/path.ts";
import { showSubject } from "../../ir/path.ts";
import { snakeCase } from "./snake-case.ts";

const KNOWN: ReadonlyMap<string, string> = new Map([
  ["userIdentity.arn", "user"],
  ["sourceIPAddress", "src"],
  ["userAgent", "user_agent"],
  ["awsRegion", "vendor_region"],
  ["userIdentity.accountId", "vendor_account"],
  ["recipientAccountId", "recipient_account"],
  ["userIdentity.userName", "user_name"],
  ["userIdentity.type", "user_type"],
  ["userIdentity.accessKeyId", "access_key_id"],
  ["eventName", "signature"],
  ["errorCode", "error_code"],
]);

/** Names that Splunk or the search itself gives to something else. */
const TAKEN = new Set([
  ..."count firstTime lastTime alert_title alert_key alert_description severity time host source sourcetype index".split(
    " ",
  ),
  // Derived fields, which the search computes under their own names.
  ..."account actor outcome".split(" "),
  // Members of the record that are written in lower case: a column must not hide one.
  ..."annotation resources".split(" "),
  ..."eventtype linecount punct splunk_server splunk_server_group timestamp tag by as and or not values".split(" "),
]);

function wishes(subject: Subject): string[] {
  const known = KNOWN.get(showSubject(subject));
  if (subject.kind === "derived") return [known ?? snakeCase(subject.name)];
  const keys = subject.steps.flatMap((step) => (step.kind === "key" ? [step.name] : []));
  const longer = keys.map((_, index) => snakeCase(keys.slice(keys.length - 1 - index).join(" ")));
  return known ? [known, ...longer] : longer;
}

/** Gives each column a name that nothing else has. */
export class OutputNames {
  readonly #given: Set<string>;

  /** `raw` are the fields that the search reads: no column may hide one before it is read. */
  constructor(raw: Iterable<string>) {
    this.#given = new Set(raw);
  }

  #isTaken(name: string): boolean {
    return TAKEN.has(name) || this.#given.has(name);
  }

  nameFor(subject: Subject): string {
    if (subject.kind === "derived" && !KNOWN.has(subject.name)) return subject.name;
    const wished = wishes(subject).filter((name) => /^[a-z]/.test(name));
    // `…_list` and `…_left` are the fields that hold the elements of lists.
    const base = wished.find((name) => !this.#isTaken(name) && !/_(?:list|left)(?:_[0-9]+)?$/.test(name));
    const other = wished[0] ?? "value";
    let name = base ?? `${other}_value`;
    for (let count = 2; this.#isTaken(name); count++) name = `${other}_value_${count}`;
    this.#given.add(name);
    return name;
  }
}
