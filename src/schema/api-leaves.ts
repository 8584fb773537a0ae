/**
 * In: structures of the API model. Out: the paths of their members that hold values and not objects, as records spell
 * them. Members that may hold anything are left out, so the list may be short of some.
 */
import type { PathStep } from "../ir/path.ts";
import type { ApiProtocol } from "./api-model.ts";
import { recordedNames, stepsIntoList } from "./api-names.ts";
import type { ApiMember, ApiStructure } from "./api-structure.ts";

/** What each platform can take for a field's name. */
const PLAIN = /^[A-Za-z0-9_-]+$/;
/** Deeper members are left out; a structure may hold itself. */
const DEEPEST = 3;

const key = (name: string): PathStep => ({ kind: "key", name });

function leavesOfMember(member: ApiMember, protocol: ApiProtocol, depth: number): readonly (readonly PathStep[])[] {
  // Bytes are written as text by some services and as an object by others; EC2 makes objects of the texts in a list.
  if (member.type === "open" || member.type === "bytes") return [];
  const below = member.members();
  if (!below && protocol === "ec2" && member.lists > 0) return [];
  const ends = below ? leavesAt(below, protocol, depth + 1) : [[]];
  const into = stepsIntoList(member, protocol);
  const names = recordedNames(member, protocol).filter((one) => PLAIN.test(one));
  return names.flatMap((name) => ends.map((end) => [key(name), ...into, ...end]));
}

function leavesAt(structure: ApiStructure, protocol: ApiProtocol, depth: number): readonly (readonly PathStep[])[] {
  if (depth > DEEPEST) return [];
  return structure.members.flatMap((member) => leavesOfMember(member, protocol, depth));
}

/** At most so many leaves, a member's own before those further below; one more tells that there are others. */
export function leavesOf(
  structures: readonly ApiStructure[],
  protocol: ApiProtocol,
  most: number,
): readonly (readonly PathStep[])[] {
  const leaves = structures.flatMap((one) => leavesAt(one, protocol, 1));
  return [...leaves].sort((a, b) => a.length - b.length).slice(0, most + 1);
}
