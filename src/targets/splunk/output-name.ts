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

/** The names that a column may have, the best first: mostly no other is asked for. */
function* wishes(subject: Subject): Generator<string> {
  const known = KNOWN.get(showSubject(subject));
  if (known) yield known;
  if (subject.kind === "derived") {
    if (!known) yield snakeCase(subject.name);
    return;
  }
  const keys = subject.steps.flatMap((step) => (step.kind === "key" ? [step.name] : []));
  for (let start = keys.length - 1; start >= 0; start--) yield snakeCase(keys.slice(start).join(" "));
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
    let first: string | undefined;
    let name: string | undefined;
    for (const wished of wishes(subject)) {
      if (!/^[a-z]/.test(wished)) continue;
      first ??= wished;
      // `…_list` and `…_left` are the fields that hold the elements of lists.
      if (this.#isTaken(wished) || /_(?:list|left)(?:_[0-9]+)?$/.test(wished)) continue;
      name = wished;
      break;
    }
    const other = first ?? "value";
    name ??= `${other}_value`;
    for (let count = 2; this.#isTaken(name); count++) name = `${other}_value_${count}`;
    this.#given.add(name);
    return name;
  }
}
