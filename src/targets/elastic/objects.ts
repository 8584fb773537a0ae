/**
 * Existence of an object below `requestParameters` and its like. Elasticsearch has fields only for what stands inside an
 * object, so that its members are asked: those of AWS's API model, or else the rule's author is.
 */
import type { Path, PathStep } from "../../ir/path.ts";
import { showPath } from "../../ir/path.ts";
import type { Predicate } from "../../ir/predicate.ts";
import type { Answer } from "../target.ts";

/** More members than this make a query that nobody reads. */
const MOST_LEAVES = 16;
/** So many are named in a sentence. */
const MOST_NAMED = 3;

const keysOf = (steps: readonly PathStep[]) =>
  JSON.stringify(steps.flatMap((step) => (step.kind === "key" ? [step.name] : [])));

/** The paths that a condition reads below each object, by the object's keys: what tells that it is one. */
export type PathsBelow = (path: Path) => readonly Path[];

export function pathsBelow(condition: Predicate): PathsBelow {
  const read: Path[] = [];
  const visit = (node: Predicate, lists: ReadonlyMap<string, Path>): void => {
    const fromEvent = (path: Path): Path => {
      const list = path.root.kind === "element" ? lists.get(path.root.variable) : undefined;
      return list ? { ...path, root: list.root, steps: [...list.steps, ...path.steps] } : path;
    };
    switch (node.kind) {
      case "constant":
        return;
      case "all":
      case "any":
        for (const operand of node.operands) visit(operand, lists);
        return;
      case "not":
        visit(node.operand, lists);
        return;
      case "some":
      case "every":
        visit(node.condition, new Map([...lists, [node.variable, fromEvent(node.list)]]));
        return;
      default:
        for (const subject of node.kind === "fieldCompare" ? [node.subject, node.other] : [node.subject])
          if (subject.kind === "path") read.push(fromEvent(subject));
    }
  };
  visit(condition, new Map());
  return (path) => {
    const start = keysOf(path.steps).slice(0, -1);
    return read.filter((one) => keysOf(one.steps).startsWith(`${start},`));
  };
}

function named(paths: readonly string[]): string {
  const shown = [...new Set(paths)].slice(0, MOST_NAMED).map((one) => `\`${one} exists\``);
  return `${shown.join(" or ")}${paths.length > MOST_NAMED ? ", …" : ""}`;
}

const NO_FIELD = "an object has no field of its own, only what stands inside it";
const refused = (reason: string): Answer => ({ fidelity: "impossible", reason });

/** What KQL can do with the existence of a member that is an object; nothing where no one says that it is. */
export function answerOnObject(path: Path, below: PathsBelow): Answer | undefined {
  const { api } = path;
  const shown = showPath(path);
  if (!api) {
    const read = below(path).map(showPath);
    return read.length === 0 ? undefined : refused(`${NO_FIELD}. Instead of \`${shown}\`, ask for ${named(read)}.`);
  }
  if (api.type !== "structure" && api.type !== "open") return undefined;
  const leaves = (api.leaves ?? []).map((leaf) => showPath({ root: path.root, steps: [...path.steps, ...leaf] }));
  if (leaves.length === 0) return refused(`${NO_FIELD}. Instead of \`${shown}\`, ask for the member that matters.`);
  if (leaves.length > MOST_LEAVES)
    return refused(
      `${NO_FIELD}, and \`${shown}\` has more than ${MOST_LEAVES} members that could be. Ask for those that matter: ${named(leaves)}.`,
    );
  return {
    fidelity: "narrower",
    reason: `${NO_FIELD}. \`${shown}\` counts where one of its members is there that AWS's API model lists (${named(leaves)}); with another one alone it would be missed.`,
  };
}
