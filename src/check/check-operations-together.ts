/** In: conditions that hold at once. Out: reports of those that can't: two values of one field, and values that no record has. */
import type { Report } from "../diagnostics/problem.ts";
import { showSubject } from "../ir/path.ts";
import { type Atom, isAtom, type Predicate } from "../ir/predicate.ts";
import type { ApiOperation } from "../schema/api-model.ts";
import { placeOf } from "./check-operations-literals.ts";
import { textTest, topField } from "./check-operations-reach.ts";
import { deadValue, eventTypeNever, neverTogether, readIsNotReadOnly, writeIsReadOnly } from "./problems-operations.ts";

/** Verbs of operations that CloudTrail always marks as writing; `AssumeRole`, `Encrypt` and their like it doesn't. */
const WRITES =
  /^(?:Create|Delete|Put|Update|Attach|Detach|Modify|Terminate|Add|Remove|Set|Stop|Start|Authorize|Revoke|Enable|Disable|Register|Deregister|Run|Associate|Disassociate)(?=[A-Z])/;

/** Does the subject have one value at most? */
const isSingle = (atom: Atom) =>
  atom.subject.kind === "path" && atom.subject.steps.every((step) => step.kind === "key");

interface Together {
  readonly holds: Atom[];
  readonly fails: Atom[];
}

function sortBySubject(operands: readonly Predicate[]): Map<string, Together> {
  const found = new Map<string, Together>();
  const at = (atom: Atom) => {
    const key = showSubject(atom.subject);
    const known = found.get(key) ?? { holds: [], fails: [] };
    found.set(key, known);
    return known;
  };
  for (const operand of operands) {
    if (isAtom(operand)) at(operand).holds.push(operand);
    else if (operand.kind === "not" && isAtom(operand.operand)) at(operand.operand).fails.push(operand.operand);
    // What is left out by several conditions is left out by each of them.
    else if (operand.kind === "not" && operand.operand.kind === "any")
      for (const one of operand.operand.operands) if (isAtom(one)) at(one).fails.push(one);
  }
  return found;
}

/** Is some field asked about twice? By the last name of its path, which is quick to tell. */
function hasRepeated(operands: readonly Predicate[]): boolean {
  if (operands.length < 2) return false;
  const seen = new Set<string>();
  const isSeen = (one: Predicate): boolean => {
    if (one.kind === "not") return one.operand.kind === "any" ? one.operand.operands.some(isSeen) : isSeen(one.operand);
    if (!isAtom(one)) return false;
    const name = lastName(one);
    if (seen.has(name)) return true;
    seen.add(name);
    return false;
  };
  return operands.some(isSeen);
}

function lastName({ subject }: Atom): string {
  if (subject.kind === "derived") return subject.name;
  const step = subject.steps.at(-1);
  return step?.kind === "key" ? step.name : "";
}

/** Reports the conditions of an `all` that can't hold together. */
export function checkTogether(operands: readonly Predicate[], report: Report): void {
  if (!hasRepeated(operands)) return;
  for (const [path, { holds, fails }] of sortBySubject(operands)) {
    if (holds.length === 0 || holds.length + fails.length < 2) continue;
    const missing = fails.find((one) => one.kind === "exists");
    const present = holds.find((one) => one.kind !== "fieldCompare" || showSubject(one.subject) === path) as Atom;
    if (missing) {
      report.add(neverTogether, { path, reason: "it is missing, and has a value" }, later(missing, present).origin);
      continue;
    }
    if (holds.every(isSingle)) checkTexts(path, holds, fails, report);
  }
}

const later = (a: Atom, b: Atom) => (a.origin.source === b.origin.source && a.origin.start > b.origin.start ? a : b);

function checkTexts(path: string, holds: readonly Atom[], fails: readonly Atom[], report: Report): void {
  const equals = holds.filter((one) => one.kind === "equals");
  const exact = equals.find((one) => !one.nocase) ?? equals[0];
  if (!exact) return;
  const left = (atoms: readonly Atom[], wanted: boolean) =>
    exact.texts.filter((text) => atoms.every((one) => one === exact || (textTest(one)?.(text) ?? wanted) === wanted));
  const others = holds.filter((one) => one !== exact);
  // A text that is compared without regard to case stands for several.
  if (exact.nocase && others.some((one) => !("nocase" in one && one.nocase))) return;
  const last = others.at(-1) ?? exact;
  if (left(others, true).length === 0) {
    report.add(neverTogether, { path, reason: "no value fits all of them" }, later(last, exact).origin);
    return;
  }
  const excluded = fails.filter((one) => !exact.nocase || ("nocase" in one && one.nocase));
  const possible = left(others, true).filter((text) => excluded.every((one) => !(textTest(one)?.(text) ?? false)));
  if (possible.length === 0 && excluded.length > 0)
    report.add(
      neverTogether,
      { path, reason: "each value that is asked for is left out again" },
      (excluded[0] as Atom).origin,
    );
}

function namesOf(operations: readonly ApiOperation[]): string {
  const names = [...new Set(operations.map((one) => `\`${one.name}\``))];
  return names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");
}

const DEAD_ERROR_CODES = new Set(["success", "succeeded", "ok", "none", "null", "-", "200", "no error"]);
/** Sign-in events answer with one of two words (CloudTrail User Guide, console sign-in events). */
const SIGN_IN_ANSWERS = [
  "ConsoleLogin",
  "GetSigninToken",
  "SwitchRole",
  "CheckMfa",
  "ExitRole",
  "PasswordRecoveryRequested",
  "PasswordRecoveryCompleted",
].map((one) => `responseElements.${one}`);

/** Reports values of an atom that no record has, by the operations that are possible where it stands. */
export function checkValues(atom: Atom, operations: readonly ApiOperation[], report: Report): void {
  if (atom.kind !== "equals") return;
  const path = showSubject(atom.subject);
  if (path === "errorCode") {
    for (const text of atom.texts)
      if (DEAD_ERROR_CODES.has(text.toLowerCase()))
        report.add(
          deadValue,
          {
            path,
            text,
            instead: 'A call that went well has no error code: write `errorCode missing`, or `outcome == "success"`.',
          },
          placeOf(text, atom.origin),
        );
  } else if (SIGN_IN_ANSWERS.includes(path)) checkAnswers(atom.texts, ["Success", "Failure"], path, atom, report);
  else if (path === "additionalEventData.MFAUsed") checkAnswers(atom.texts, ["Yes", "No"], path, atom, report);
  if (operations.length === 0) return;
  if (topField(atom) === "readOnly") checkReadOnly(atom, operations, report);
  if (topField(atom) === "eventType") checkEventType(atom.texts, atom, operations, report);
}

function checkAnswers(
  texts: readonly string[],
  values: readonly string[],
  path: string,
  atom: Atom,
  report: Report,
): void {
  for (const text of texts)
    if (!values.includes(text)) {
      const same = values.find((one) => one.toLowerCase() === text.toLowerCase());
      if (same && "nocase" in atom && atom.nocase) continue;
      report.add(
        deadValue,
        {
          path,
          text,
          instead: same ? `Write \`"${same}"\`.` : `It is ${values.map((one) => `\`${one}\``).join(" or ")}.`,
        },
        placeOf(text, atom.origin),
      );
    }
}

function checkReadOnly(atom: Atom, operations: readonly ApiOperation[], report: Report): void {
  const test = textTest(atom);
  if (!test || test("true") === test("false")) return;
  if (test("true") && operations.every((one) => one.reads === false && WRITES.test(one.name)))
    report.add(writeIsReadOnly, { operations: namesOf(operations) }, atom.origin);
  if (test("false") && operations.every((one) => one.reads === true))
    report.add(readIsNotReadOnly, { operations: namesOf(operations) }, atom.origin);
}

function checkEventType(
  texts: readonly string[],
  atom: Atom,
  operations: readonly ApiOperation[],
  report: Report,
): void {
  const always = new Set(operations.map((one) => one.eventType));
  const [only] = always;
  if (always.size !== 1 || only === undefined || textTest(atom)?.(only)) return;
  // Insights events bear the name of the call that they are about.
  if (texts.includes("AwsCloudTrailInsight")) return;
  const types = texts.map((one) => `\`${one}\``).join(" or ");
  report.add(eventTypeNever, { types, events: namesOf(operations), always: only }, atom.origin);
}
