/**
 * A law-tested rewrite: a test of a derived field becomes tests of the fields that it is derived from.
 * `outcome == "failure"` is, case by case, "no case before holds, this one does, and its value passes the test".
 */
import type { DerivedField, Path, Subject } from "./path.ts";
import type { Atom, Predicate } from "./predicate.ts";
import { unreachable } from "./predicate.ts";
import { simplify } from "./simplify.ts";
import { mapAtoms } from "./walk.ts";

const isLowerCase = (text: string) => !/[A-Z]/.test(text);

/** A test of a path's text in lower case, said of the path itself. */
function onLowerCase(atom: Atom, path: Path): Predicate {
  const never: Predicate = { kind: "constant", value: false, origin: atom.origin };
  switch (atom.kind) {
    case "equals":
    case "contains":
    case "startsWith":
    case "endsWith": {
      const texts = atom.nocase ? atom.texts : atom.texts.filter(isLowerCase);
      return texts.length === 0 ? never : { ...atom, subject: path, texts, nocase: true };
    }
    case "containsAll":
      return atom.nocase || atom.texts.every(isLowerCase) ? { ...atom, subject: path, nocase: true } : never;
    case "exists":
      return { ...atom, subject: path };
    default:
      throw new Error(`compiler bug: ${atom.kind} over a lower-cased field passed the checker`);
  }
}

/** A test of a fixed text: known at once. Only comparisons with texts and `exists` can ask one. */
export function testOfText(atom: Atom, text: string): Predicate {
  const fold = (one: string) => ("nocase" in atom && atom.nocase ? one.toLowerCase() : one);
  const known = (value: boolean): Predicate => ({ kind: "constant", value, origin: atom.origin });
  switch (atom.kind) {
    case "equals":
      return known(atom.texts.some((one) => fold(one) === fold(text)));
    case "contains":
      return known(atom.texts.some((one) => fold(text).includes(fold(one))));
    case "containsAll":
      return known(atom.texts.every((one) => fold(text).includes(fold(one))));
    case "startsWith":
      return known(atom.texts.some((one) => fold(text).startsWith(fold(one))));
    case "endsWith":
      return known(atom.texts.some((one) => fold(text).endsWith(fold(one))));
    case "exists":
      return known(true);
    default:
      throw new Error(`compiler bug: ${atom.kind} over a fixed text passed the checker`);
  }
}

function expandAtom(atom: Atom, field: DerivedField, put: (path: Path) => Predicate): Predicate {
  const arms: Predicate[] = [];
  const before: Predicate[] = [];
  for (const { value, when } of field.cases) {
    const test =
      value.kind === "path"
        ? put(value.path)
        : value.kind === "lowerCase"
          ? onLowerCase(atom, value.path)
          : testOfText(atom, value.text);
    arms.push({ kind: "all", operands: [...before, ...(when ? [when] : []), test], origin: atom.origin });
    if (when) before.push({ kind: "not", operand: when, origin: atom.origin });
  }
  return simplify({ kind: "any", operands: arms, origin: atom.origin });
}

/** One atom with its derived fields expanded. */
export function expandDerivedAtom(atom: Atom): Predicate {
  const { subject } = atom;
  if (subject.kind === "derived") {
    return mapAtoms(
      expandAtom(atom, subject, (path) => withSubject(atom, path)),
      expandDerivedAtom,
    );
  }
  if (atom.kind === "fieldCompare" && atom.other.kind === "derived") {
    const other = atom.other;
    if (other.cases.some((one) => one.value.kind !== "path")) {
      throw new Error(`compiler bug: a comparison with ${other.name} passed the checker`);
    }
    return expandAtom(atom, other, (path) => ({ ...atom, other: path }));
  }
  return atom;
}

function withSubject(atom: Atom, subject: Subject): Predicate {
  switch (atom.kind) {
    case "equals":
    case "contains":
    case "containsAll":
    case "startsWith":
    case "endsWith":
    case "like":
    case "matches":
    case "numberOrder":
    case "timeOrder":
    case "inNetwork":
    case "isAddress":
    case "exists":
    case "fieldCompare":
      return { ...atom, subject };
    default:
      return unreachable(atom);
  }
}

/** The predicate without derived fields, but for those whose name `keep` holds. */
export function expandDerived(predicate: Predicate, keep: ReadonlySet<string> = new Set()): Predicate {
  return simplify(
    mapAtoms(predicate, (atom) => {
      const names = [atom.subject, ...(atom.kind === "fieldCompare" ? [atom.other] : [])];
      return names.every((one) => one.kind === "path" || keep.has(one.name)) ? atom : expandDerivedAtom(atom);
    }),
  );
}
