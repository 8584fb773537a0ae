/** What a rule asks of a target: its kinds of nodes, and a cell for each test: language, kind, and where its value stands. */
import type { Path, Subject } from "../../../src/ir/path.ts";
import { isAtom, type Predicate } from "../../../src/ir/predicate.ts";
import { walk } from "../../../src/ir/walk.ts";

function placeOfPath(path: Path): string {
  const lists = path.steps.filter((step) => step.kind === "each").length;
  const many = lists === 0 ? "" : lists === 1 ? " in a list" : " in lists of lists";
  if (path.root.kind === "element") {
    if (path.steps.length === 0) return "an element itself";
    return path.type === "unknown" ? `a member of an element${many}` : "a documented member of an element";
  }
  if (path.steps.some((step) => step.kind === "json")) return `JSON in a text${many}`;
  if (path.type === "unknown") return `an undocumented member${many}`;
  return `${path.type === "open" ? "object" : path.type}${many}`;
}

const placeOf = (subject: Subject): string => (subject.kind === "derived" ? subject.name : placeOfPath(subject));

/** The kinds of a condition's nodes. */
export function kindsOf(condition: Predicate): readonly string[] {
  const kinds = new Set<string>();
  walk(condition, (node) => kinds.add(node.kind));
  return [...kinds];
}

/** `eql: equals nocase, text`: what a rule asks of a target in its tests. */
export function cellsOf(condition: Predicate, language: string): readonly string[] {
  const cells = new Set<string>();
  walk(condition, (node) => {
    if (!isAtom(node)) return;
    const nocase = "nocase" in node && node.nocase ? " nocase" : "";
    const kind = node.kind === "fieldCompare" ? `field ${node.relation}` : node.kind;
    cells.add(`${language}${kind}${nocase}, ${placeOf(node.subject)}`);
  });
  return [...cells];
}

/** The query language of an emitted rule, where its target has more than one. */
export function languageOf(content: string): string {
  const found = /^language = "([a-z]+)"$/m.exec(content)?.[1];
  return found === undefined ? "" : `${found}: `;
}
