/**
 * In: a member of the API model. Out: how CloudTrail spells it. It has ways of its own: first letters small, EC2's lists
 * as `…Set.items[]` (all seen in records; AWS documents none of it).
 */
import type { PathStep } from "../ir/path.ts";
import type { ApiProtocol } from "./api-model.ts";
import type { ApiMember, ApiStructure } from "./api-structure.ts";

/** `UserName` as `userName`. */
export const lowerFirst = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);
/** `KMSKeyId` as `kmsKeyId`, `ARN` as `arn`. */
const lowerAcronym = (name: string) => name.replace(/^[A-Z]+(?=[A-Z][a-z]|$|[0-9_-])/, (run) => run.toLowerCase());

/** `MFADelete` as `MfaDelete`, which is its name on the wire. */
const smallAcronym = (name: string) =>
  name.replace(/^([A-Z])([A-Z]+)(?=[A-Z][a-z])/, (_, first: string, rest: string) => first + rest.toLowerCase());

/** Every way in which a member may be spelled. */
export function spellingsOf(member: ApiMember, protocol: ApiProtocol): string[] {
  const names = member.wireName ? [member.name, member.wireName] : [member.name];
  if (protocol === "query") return names.map(lowerFirst);
  if (protocol === "rest-xml") return [...names, ...names.map(lowerFirst), ...names.map(smallAcronym)];
  if (protocol !== "ec2") return names.flatMap((name) => [lowerFirst(name), lowerAcronym(name), name]);
  const small = [...names].reverse().map(lowerFirst);
  if (member.lists === 0) return small;
  const roots = small.map((name) => name.replace(/(?:Id)?s?$/, ""));
  return [...roots.flatMap((root) => [`${root}Set`, `${root}sSet`]), ...small.map((name) => `${name}Set`), ...small];
}

/**
 * As records spell a member, the likeliest spelling first. There are others where acronyms and EC2's lists leave it
 * open: each of these forms is seen in records, and nothing in the model tells which one a call has.
 */
export function recordedNames(member: ApiMember, protocol: ApiProtocol): readonly string[] {
  const { name, wireName = name, lists } = member;
  if (protocol === "rest-xml") return [wireName];
  if (protocol === "ec2") return lists > 0 ? recordedListNames(member) : [lowerFirst(wireName)];
  if (protocol === "query") return [lowerFirst(name)];
  // `ARN` is `arn`, and `KMSKeyArn` mostly `kMSKeyArn`.
  const names = new Set([lowerFirst(name), lowerAcronym(name)].filter((one) => !/^[A-Z]/.test(one)));
  return /^[A-Z]+$/.test(name) ? [...names].reverse() : [...names];
}

/** EC2's `tagSet`, `ipPermissions`, `blockDeviceMapping`; of ids `instancesSet`, `vpcSet`, `routeTableIdSet`. */
function recordedListNames({ name, wireName = name }: ApiMember): readonly string[] {
  const [own, wire] = [lowerFirst(name), lowerFirst(wireName)];
  if (/Set$/.test(wire)) return [wire];
  const thing = wire.replace(/Ids?$/, "");
  if (thing !== wire) return [...(thing.endsWith("s") ? [] : [`${thing}sSet`]), `${thing}Set`, `${wire}Set`];
  return wire.endsWith("s") ? [wire, `${wire}Set`] : [...new Set([`${wire}Set`, own, wire])];
}

/** A member as CloudTrail most likely spells it. */
export interface RecordedMember {
  readonly name: string;
  readonly member: ApiMember;
}

/** The members of a structure, as records name them. */
export function recordedMembers(structure: ApiStructure, protocol: ApiProtocol): readonly RecordedMember[] {
  return structure.members.map((member) => ({ name: recordedNames(member, protocol)[0] ?? member.name, member }));
}

const EACH: PathStep = { kind: "each" };
const key = (name: string): PathStep => ({ kind: "key", name });

/** The steps from a list's name to its elements; none where the member is no list. */
export function stepsIntoList(member: ApiMember, protocol: ApiProtocol): readonly PathStep[] {
  if (member.lists === 0) return [];
  const { elementName } = member;
  const name = protocol === "ec2" ? "items" : protocol === "rest-xml" ? elementName : undefined;
  return [...(name === undefined ? [] : [key(name)]), ...Array.from({ length: member.lists }, () => EACH)];
}

/** The same as it is written behind the name: `[]`, `.items[]`. */
export function shownIntoList(member: ApiMember, protocol: ApiProtocol): string {
  return stepsIntoList(member, protocol)
    .map((step) => (step.kind === "key" ? `.${step.name}` : "[]"))
    .join("");
}
