/**
 * In: an operation and a side of it. Out: the members that stand there, spelled as CloudTrail most likely writes them,
 * as a tree of bounded depth for people to read. `api-path.ts` accepts every path through it.
 */
import type { ApiOperation, ApiProtocol, ApiSide } from "./api-model.ts";
import { recordedNames, shownIntoList } from "./api-names.ts";
import { overlayMembers } from "./api-overlay.ts";
import type { ApiMember, ApiStructure, ApiType } from "./api-structure.ts";

export interface ApiNode {
  /** With the marks of its lists: `userName`, `tags[]`, `groupSet.items[]`. */
  readonly path: string;
  readonly type: ApiType;
  readonly isList: boolean;
  /** CloudTrail writes it beside what the service's model has. */
  readonly isAdded: boolean;
  readonly members: readonly ApiNode[];
  /** How many members there are: those that lie too deep are not in the tree. */
  readonly count: number;
}

export interface ApiTree {
  readonly members: readonly ApiNode[];
  /** What every operation of the source may have beside its own. */
  readonly common: readonly string[];
}

const DEEPEST = 3;

/** The members below `requestParameters` or `responseElements`; none where nothing is known. */
export function apiTree(operation: ApiOperation, side: ApiSide): ApiTree {
  const { source, name, protocol } = operation;
  const common = overlayMembers(source, "", side);
  const added = overlayMembers(source, name, side).filter((one) => !common.includes(one));
  const shape = operation.shape(side);
  const seen = new Set<string>();
  return {
    members: [
      ...added.flatMap((one) => nodesOf(one, true, 1, protocol, seen)),
      ...(shape ? nodesOf(shape, false, 1, protocol, seen) : []),
    ],
    common: common.flatMap((one) => one.members.map((member) => pathOf(member, protocol))),
  };
}

function nodesOf(
  structure: ApiStructure,
  isAdded: boolean,
  depth: number,
  protocol: ApiProtocol,
  seen = new Set<string>(),
): readonly ApiNode[] {
  return structure.members.flatMap((member) => {
    const path = pathOf(member, protocol);
    if (path === "" || seen.has(path)) return [];
    seen.add(path);
    const below = member.members();
    const members = below && depth < DEEPEST ? nodesOf(below, false, depth + 1, protocol) : [];
    const { type } = member;
    return [{ path, type, isList: member.lists > 0, isAdded, members, count: below?.members.length ?? 0 }];
  });
}

function pathOf(member: ApiMember, protocol: ApiProtocol): string {
  return `${recordedNames(member, protocol)[0]}${shownIntoList(member, protocol)}`;
}
