/**
 * In: an operation and a path below its `requestParameters` or `responseElements`. Out: what the model knows of the
 * path. EC2's newer calls stand below `<Operation>Request` (seen in records; AWS documents nothing of it).
 */
import type { PathStep } from "../ir/path.ts";
import type { ApiOperation, ApiProtocol, ApiSide } from "./api-model.ts";
import { lowerFirst, recordedNames, shownIntoList, spellingsOf } from "./api-names.ts";
import { overlayMembers } from "./api-overlay.ts";
import type { ApiMember, ApiStructure, ApiType } from "./api-structure.ts";

export type ApiAnswer =
  /** Anything may stand there. */
  | { readonly kind: "open" }
  | {
      readonly kind: "known";
      readonly type: ApiType;
      /** How many steps of the path lead to a list that the path goes past without `[]`. */
      readonly listAt: number | undefined;
      /** The list is at the very end. */
      readonly endsInList: boolean;
      /** The members of a `structure`. */
      readonly structures: readonly ApiStructure[];
      /** The value stands in a list by itself, as an element. */
      readonly isElement: boolean;
    }
  /** The model has no such member at this step; `names` are those that it has there. */
  | { readonly kind: "unknown"; readonly at: number; readonly names: readonly string[] }
  /** A response that CloudTrail leaves out: the operation only reads. */
  | { readonly kind: "none" };

const open = { kind: "open" } as const;

/** What EC2's names of one list have in common: `InstanceIds`, `instancesSet`, `InstanceId`. */
const stemOf = (name: string) => name.toLowerCase().replace(/set$/, "").replace(/s$/, "").replace(/id$/, "");

function memberAt(structure: ApiStructure, key: string, protocol: ApiProtocol): ApiMember | undefined {
  const known = lookups(structure, protocol).get(key);
  if (known || protocol !== "ec2") return known;
  const stem = stemOf(key);
  const isSet = /Set$/.test(key);
  return isSet
    ? structure.members.find(({ name, wireName }) => stemOf(name) === stem || (wireName && stemOf(wireName) === stem))
    : undefined;
}

const tables = new WeakMap<ApiStructure, Map<ApiProtocol, ReadonlyMap<string, ApiMember>>>();

function lookups(structure: ApiStructure, protocol: ApiProtocol): ReadonlyMap<string, ApiMember> {
  const byProtocol = tables.get(structure) ?? new Map<ApiProtocol, ReadonlyMap<string, ApiMember>>();
  tables.set(structure, byProtocol);
  const known = byProtocol.get(protocol);
  if (known) return known;
  const table = new Map<string, ApiMember>();
  for (const member of structure.members)
    for (const name of spellingsOf(member, protocol)) if (!table.has(name)) table.set(name, member);
  byProtocol.set(protocol, table);
  return table;
}

/** A response of one structure is written with and without the name around it (RDS and its kin leave it out). */
function onlyStructure(structure: ApiStructure): ApiStructure | undefined {
  const inner = structure.members.filter((one) => one.type === "structure" && one.lists === 0);
  return inner.length === 1 && structure.members.length <= 2 ? inner[0]?.members() : undefined;
}

/** The members that may stand first below a side of an operation. */
function topOf(operation: ApiOperation, side: ApiSide): readonly ApiStructure[] {
  const shape = operation.shape(side);
  const inner = shape && side === "responseElements" ? onlyStructure(shape) : undefined;
  const added = overlayMembers(operation.source, operation.name, side);
  return [...added, shape, inner].filter((one) => one !== undefined);
}

/** `securityGroupSet`, `securityGroupIdSet`: EC2 names what is asked for after the operation. */
function describedSets({ name }: ApiOperation): readonly string[] {
  const [, things] = /^Describe([A-Za-z]+?)s?$/.exec(name) ?? [];
  if (things === undefined) return [];
  return ["Set", "IdSet", "NameSet"].map((end) => lowerFirst(things) + end).concat("filterSet");
}

/** Names that stand at the top beside the members: what CloudTrail adds itself. */
function commonNames(operation: ApiOperation, side: ApiSide): readonly string[] {
  const isRequest = side === "requestParameters";
  const wrapped = operation.protocol === "ec2" ? [`${operation.name}${isRequest ? "Request" : "Response"}`] : [];
  if (!isRequest) return [...wrapped, "_return", "requestId"];
  return operation.protocol === "ec2" ? [...wrapped, ...describedSets(operation)] : wrapped;
}

const isHeader = (key: string) => key.toLowerCase().startsWith("x-amz-");

/** A header is recorded under its own name, and is text. */
const header: ApiAnswer = {
  kind: "known",
  type: "text",
  listAt: undefined,
  endsInList: false,
  structures: [],
  isElement: false,
};

/** `requestParameters` or `responseElements`, where the path starts with one of them. */
export function sideOfPath(steps: readonly PathStep[]): ApiSide | undefined {
  const [first] = steps;
  if (first?.kind !== "key") return undefined;
  return first.name === "requestParameters" || first.name === "responseElements" ? first.name : undefined;
}

/** What stands at the top of a side. */
interface Top {
  readonly structures: readonly ApiStructure[];
  readonly common: ReadonlySet<string>;
}

const tops: { readonly [Side in ApiSide]: WeakMap<ApiOperation, Top> } = {
  requestParameters: new WeakMap(),
  responseElements: new WeakMap(),
};

function topAt(operation: ApiOperation, side: ApiSide): Top {
  const known = tops[side].get(operation);
  if (known) return known;
  const top = { structures: topOf(operation, side), common: new Set(commonNames(operation, side)) };
  tops[side].set(operation, top);
  return top;
}

interface Position {
  /** What the structure's members are looked up in; nothing where the value is no structure. */
  readonly structures: readonly ApiStructure[];
  readonly type: ApiType;
  /** Lists around the value that no `[]` has gone into. */
  readonly lists: number;
  /** EC2: the list is an object with `items`. */
  readonly mayHaveItems: boolean;
  /** XML: what the elements of the list are called. */
  readonly elementName: string | undefined;
}

const entered = new WeakMap<readonly ApiStructure[], Map<string, Position | undefined>>();

/** What an object's member of that name is. Many rules go the same ways, and the structures of a place are one object. */
function enter(structures: readonly ApiStructure[], name: string, protocol: ApiProtocol): Position | undefined {
  let known = entered.get(structures);
  if (!known) {
    known = new Map();
    entered.set(structures, known);
  }
  const position = known.get(name);
  if (position || known.has(name)) return position;
  const found = findPosition(structures, name, protocol);
  known.set(name, found);
  return found;
}

/** The first member that has the name, with the members of all. */
function findPosition(structures: readonly ApiStructure[], name: string, protocol: ApiProtocol): Position | undefined {
  let member: ApiMember | undefined;
  const below: ApiStructure[] = [];
  for (const structure of structures) {
    const found = memberAt(structure, name, protocol);
    const members = found?.members();
    member ??= found;
    if (members) below.push(members);
  }
  if (!member) return undefined;
  return {
    structures: below,
    type: member.type,
    lists: member.lists,
    mayHaveItems: protocol === "ec2" && member.lists > 0,
    elementName: member.elementName,
  };
}

/** Does CloudTrail leave the response out? It does for what only reads, but for operations that hand out credentials. */
export function hasNoResponse({ reads, name }: ApiOperation): boolean {
  return reads === true && !/^Get\w*Token$|^AssumeRole/.test(name);
}

/** What the model knows of the path, whose steps start below the side's own key; `from` is how many steps that key has taken. */
export function followPath(operation: ApiOperation, side: ApiSide, steps: readonly PathStep[], from = 0): ApiAnswer {
  const first = steps[from];
  if (operation.service === "overlay" || first === undefined) return open;
  if (side === "responseElements" && operation.reads) return hasNoResponse(operation) ? { kind: "none" } : open;
  const { protocol } = operation;
  if (first.kind !== "key") return open;
  if (isHeader(first.name)) return steps.length === from + 1 ? header : open;
  const { structures, common } = topAt(operation, side);
  if (common.has(first.name)) return open;
  const start = enter(structures, first.name, protocol);
  if (start) return followMember(start, steps, from, protocol);
  const names = structures.flatMap((one) => [...lookups(one, protocol).keys()]);
  return { kind: "unknown", at: 0, names: [...names, ...common] };
}

/** Where the steps lead, and the first list on the way that they go past without `[]`. */
interface Arrival {
  readonly kind: "arrived";
  readonly position: Position;
  readonly listAt: number | undefined;
}

function followMember(start: Position, steps: readonly PathStep[], from: number, protocol: ApiProtocol): ApiAnswer {
  const arrival = walkFrom(start, steps, from, protocol);
  if (arrival.kind !== "arrived") return arrival;
  const { listAt, position } = arrival;
  const { type, structures } = position;
  const isElement = steps.at(-1)?.kind === "each";
  return { kind: "known", type, listAt, endsInList: position.lists > 0, structures, isElement };
}

/** Goes on from the first member, at `steps[from]`. */
function walkFrom(
  start: Position,
  steps: readonly PathStep[],
  from: number,
  protocol: ApiProtocol,
): Arrival | Extract<ApiAnswer, { kind: "open" | "unknown" }> {
  let position = start;
  let listAt: number | undefined;
  for (let index = from + 1; index < steps.length; index++) {
    const step = steps[index] as PathStep;
    if (step.kind === "json" || position.type === "open") return open;
    if (step.kind === "each") {
      position = { ...position, lists: Math.max(0, position.lists - 1), mayHaveItems: false };
      continue;
    }
    // An attribute of the document, and the elements of a list that has a name of its own.
    if (protocol === "rest-xml" && (step.name.startsWith("xmlns") || step.name === position.elementName)) {
      if (step.name.startsWith("xmlns")) return open;
      position = { ...position, elementName: undefined };
      continue;
    }
    if (position.mayHaveItems && (step.name === "items" || step.name === "item")) {
      position = { ...position, mayHaveItems: false };
      continue;
    }
    if (position.lists > 0) {
      listAt ??= index - from;
      position = { ...position, lists: 0, mayHaveItems: false };
    }
    // EC2 writes a text in a list, or a value of its own, as an object.
    if (position.structures.length === 0)
      return protocol === "ec2" || position.type === "text" ? open : { kind: "unknown", at: index - from, names: [] };
    const next = enter(position.structures, step.name, protocol);
    if (!next) {
      const names = position.structures.flatMap((one) => [...lookups(one, protocol).keys()]);
      return { kind: "unknown", at: index - from, names };
    }
    position = next;
  }
  return { kind: "arrived", position, listAt };
}

/** A member that may stand below a path. */
export interface ApiChild {
  /** As CloudTrail spells it, as far as that is known. */
  readonly name: string;
  readonly type: ApiType;
  /** What leads from the member to the elements of its list: `[]`, `.items[]`; nothing where it is no list. */
  readonly intoList: string;
}

function childrenOf(member: ApiMember, protocol: ApiProtocol): readonly ApiChild[] {
  const intoList = shownIntoList(member, protocol);
  return recordedNames(member, protocol).map((name) => ({ name, type: member.type, intoList }));
}

/** The members that the model knows below a path, whose steps start below the side's own key. */
export function membersBelow(operation: ApiOperation, side: ApiSide, steps: readonly PathStep[]): readonly ApiChild[] {
  const isLeftOut = side === "responseElements" && operation.reads;
  if (isLeftOut || operation.service === "overlay") return [];
  const { protocol } = operation;
  const [first] = steps;
  const top = topAt(operation, side).structures;
  const membersOf = (structures: readonly ApiStructure[]) =>
    structures.flatMap((one) => one.members.flatMap((member) => childrenOf(member, protocol)));
  if (first === undefined) {
    const common = commonNames(operation, side).map((name): ApiChild => ({ name, type: "open", intoList: "" }));
    return [...membersOf(top), ...common];
  }
  const start = first.kind === "key" ? enter(top, first.name, protocol) : undefined;
  const arrival = start && walkFrom(start, steps, 0, protocol);
  return arrival?.kind === "arrived" && arrival.position.lists === 0 ? membersOf(arrival.position.structures) : [];
}
