/** In: a structure of the API model as text. Out: its members, with what is known of each. */

/** `open`: an object whose members the model doesn't know (a map, a document, what lies too deep). */
export type ApiType = "text" | "bytes" | "integer" | "number" | "boolean" | "time" | "open" | "structure";

export interface ApiMember {
  /** As the service's model calls it. */
  readonly name: string;
  /** What it is called on the wire, where that differs by more than case. */
  readonly wireName?: string;
  readonly type: ApiType;
  /** How many lists are around it: 1 for a list of texts. */
  readonly lists: number;
  /** What an element of the list is called on the wire, where it has a name. */
  readonly elementName?: string;
  /** The members, of a `structure`. */
  readonly members: () => ApiStructure | undefined;
}

export interface ApiStructure {
  readonly members: readonly ApiMember[];
}

const TYPES: { readonly [mark: string]: ApiType } = {
  "": "text",
  "~": "bytes",
  "?": "boolean",
  "@": "time",
  "#": "integer",
  $: "number",
  "%": "open",
};

/** `Name`, `=WireName`, a `*` and perhaps `=ElementName` for each list, and the type: a mark, or `>` and a structure's number. */
const MEMBER = /^([^=*~?@#$%>]+)(?:=([^*~?@#$%>]+))?((?:\*(?:=[^*~?@#$%>]+)?)*)([~?@#$%]?)(?:>(\d+))?$/;

const read = new WeakMap<readonly string[], Map<number, ApiStructure>>();

/** The structure of that number among a part's lines, of which the first stands at `first`. */
export function readStructure(lines: readonly string[], first: number, number: number): ApiStructure {
  let known = read.get(lines);
  if (!known) {
    known = new Map();
    read.set(lines, known);
  }
  let structure = known.get(number);
  if (!structure) {
    structure = { members: (lines[first + number] ?? "").split(" ").map((text) => memberOf(text, lines, first)) };
    known.set(number, structure);
  }
  return structure;
}

function memberOf(text: string, lines: readonly string[], first: number): ApiMember {
  const match = MEMBER.exec(text);
  if (!match) throw new Error(`compiler bug: the API model has a member that can't be read: ${text}`);
  const [, name = "", wireName, lists = "", mark = "", number] = match;
  const elementName = /=([^*=]+)$/.exec(lists)?.[1];
  return {
    name,
    ...(wireName ? { wireName } : {}),
    type: number === undefined ? (TYPES[mark] ?? "open") : "structure",
    lists: lists.split("*").length - 1,
    ...(elementName ? { elementName } : {}),
    members: () => (number === undefined ? undefined : readStructure(lines, first, Number(number))),
  };
}
