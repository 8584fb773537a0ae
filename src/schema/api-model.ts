/**
 * In: the parts of the API model as texts (`api/model.json`, unpacked by whoever hands them in). Out: which operations
 * an event source has, and what may stand in their parameters and responses. Knows nothing of rules.
 */
import { overlaySources } from "./api-overlay.ts";
import { type ApiStructure, readStructure } from "./api-structure.ts";
import { SOURCE_SUFFIX, shortSource } from "./event-source.ts";

/**
 * A part of the model as text; nothing where there is no such part. `sources` has a line for each service: its id and
 * its event sources, joined by commas, the likeliest last. `names`: its id and its operations. Else a service's id:
 * its protocol, how many operations it has, those (`CreateUser+41,42`: it writes, request and response are the
 * structures 41 and 42; `-` reads), then its structures, each its members.
 */
export type LoadApiPart = (part: string) => string | undefined;

/** How a service's requests are written on the wire; CloudTrail's spelling of parameters follows from it. */
export type ApiProtocol = "query" | "ec2" | "json" | "rest-json" | "rest-xml" | "smithy-rpc-v2-cbor";

export interface ApiOperation {
  /** botocore's id of the service, `overlay` for what CloudTrail records beside API operations. */
  readonly service: string;
  readonly source: string;
  readonly name: string;
  readonly protocol: ApiProtocol;
  /** Changes nothing, by its model or by its verb. Unknown for an event of the overlay that doesn't say it. */
  readonly reads: boolean | undefined;
  /** The `eventType` that it is always recorded with, where that is known. */
  readonly eventType?: string;
  /** What is known of `requestParameters` or `responseElements`; nothing where any member may stand. */
  readonly shape: (side: ApiSide) => ApiStructure | undefined;
}

export type ApiSide = "requestParameters" | "responseElements";

/** `UpdateFunctionCode20150331v2`, `CreateDistribution2020_05_31`: the API's date after the name. */
const DATED = /(?:\d{4}_\d\d_\d\d|20[0-3]\d[01]\d[0-3]\d)(?:v\d)?$/;
/** Services whose events bear a date after the name (CloudTrail examples of the Lambda and CloudFront guides). */
const DATED_SOURCES = new Set(["lambda", "cloudfront"]);

/** An event name without the API's date at its end. */
export const undated = (name: string): string => name.replace(DATED, "");

interface IndexEntry {
  readonly id: string;
  readonly sources: readonly string[];
}

interface Service {
  readonly protocol: ApiProtocol;
  readonly lines: readonly string[];
  /** How many of the lines are operations. */
  readonly operations: number;
}

/** The model over the parts that are handed in; each part is asked for once, and only when it is needed. */
export class ApiModel {
  readonly #load: LoadApiPart;
  readonly #services = new Map<string, Service | undefined>();
  readonly #operations = new Map<string, ReadonlyMap<string, readonly ApiOperation[]>>();
  #read: readonly IndexEntry[] | undefined;
  #index: ReadonlyMap<string, readonly IndexEntry[]> | undefined;
  #sourcesByName: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(load: LoadApiPart) {
    this.#load = load;
  }

  #lines(): readonly IndexEntry[] {
    this.#read ??= (this.#load("sources") ?? "").split("\n").flatMap((line) => {
      const [id = "", sources = ""] = line.split(" ");
      return sources === "" ? [] : [{ id, sources: sources.split(",") }];
    });
    return this.#read;
  }

  #entries(): ReadonlyMap<string, readonly IndexEntry[]> {
    if (this.#index) return this.#index;
    const index = new Map<string, IndexEntry[]>();
    for (const entry of this.#lines())
      for (const source of entry.sources) index.set(source, [...(index.get(source) ?? []), entry]);
    this.#index = index;
    return index;
  }

  /** Every event source that the model or the overlay knows, in full: `iam.amazonaws.com`. */
  sources(): string[] {
    return [...new Set([...this.#entries().keys(), ...overlaySources().keys()])].map((one) => one + SOURCE_SUFFIX);
  }

  hasSource(source: string): boolean {
    if (!source.endsWith(SOURCE_SUFFIX)) return false;
    const short = shortSource(source);
    return this.#entries().has(short) || overlaySources().has(short);
  }

  /** Are all operations of this source known? */
  isClosed(source: string): boolean {
    const short = shortSource(source);
    return !overlaySources().get(short)?.open;
  }

  /** The operations of an event source by name; of services that share a source each its own. */
  operationsOf(source: string): ReadonlyMap<string, readonly ApiOperation[]> {
    const known = this.#operations.get(source);
    if (known) return known;
    const operations = new Map<string, ApiOperation[]>();
    const add = (name: string, operation: ApiOperation): void => {
      const known = operations.get(name);
      if (known) known.push(operation);
      else operations.set(name, [operation]);
    };
    const short = shortSource(source);
    const shares = overlaySources().get(short)?.like ?? [];
    for (const one of [short, ...shares])
      for (const { id } of this.#entries().get(one) ?? []) {
        const service = this.#service(id);
        for (const operation of service ? operationsIn(id, source, service) : []) add(operation.name, operation);
      }
    for (const event of overlaySources().get(short)?.events ?? []) {
      const like = event.like === undefined ? [] : [...(operations.get(event.like) ?? [])];
      const base = { service: "overlay", source, name: event.name, protocol: "json", reads: event.reads } as const;
      if (like.length > 0) for (const one of like) add(event.name, { ...one, name: event.name });
      else add(event.name, { ...base, ...(event.type ? { eventType: event.type } : {}), shape: () => undefined });
    }
    this.#operations.set(source, operations);
    return operations;
  }

  #service(id: string): Service | undefined {
    if (this.#services.has(id)) return this.#services.get(id);
    const lines = this.#load(id)?.split("\n");
    const service = lines && {
      protocol: lines[0] as ApiProtocol,
      operations: Number(lines[1]),
      lines,
    };
    this.#services.set(id, service);
    return service;
  }

  /** The operations of a source that an event name stands for: the API's date in it doesn't count. */
  find(source: string, name: string): readonly ApiOperation[] {
    const operations = this.operationsOf(source);
    return operations.get(name) ?? operations.get(undated(name)) ?? [];
  }

  /** Does the source write an API date after its names? */
  isDated(source: string): boolean {
    return DATED_SOURCES.has(shortSource(source));
  }

  /** Every operation's name with the sources that have it. Unpacks no service. */
  sourcesByName(): ReadonlyMap<string, readonly string[]> {
    if (this.#sourcesByName) return this.#sourcesByName;
    const found = new Map<string, string[]>();
    const add = (name: string, short: string): void => {
      const sources = found.get(name);
      const source = short + SOURCE_SUFFIX;
      if (!sources) found.set(name, [source]);
      else if (!sources.includes(source)) sources.push(source);
    };
    // A service that signs its requests with another name than its host's is recorded under that one, as far as seen.
    const primary = new Map(this.#lines().map(({ id, sources }) => [id, sources.at(-1) as string]));
    for (const line of (this.#load("names") ?? "").split("\n")) {
      const [id = "", ...names] = line.split(" ");
      for (const name of names) add(name, primary.get(id) ?? id);
    }
    for (const [short, { events = [] }] of overlaySources()) for (const { name } of events) add(name, short);
    this.#sourcesByName = found;
    return found;
  }
}

function operationsIn(id: string, source: string, service: Service): ApiOperation[] {
  const { lines, operations, protocol } = service;
  const structureAt = (number: number) => readStructure(lines, 2 + operations, number);
  return lines.slice(2, 2 + operations).map((line) => {
    const at = line.search(/[-+]/);
    const [request = "", response = ""] = line.slice(at + 1).split(",");
    return {
      service: id,
      source,
      name: line.slice(0, at),
      protocol,
      reads: line[at] === "-",
      shape: (side) => {
        const number = side === "requestParameters" ? request : response;
        return number === "" ? undefined : structureAt(Number(number));
      },
    };
  });
}

const models = new WeakMap<LoadApiPart, ApiModel>();

/** The model over what `load` gives, made once. */
export function apiModel(load: LoadApiPart): ApiModel {
  const known = models.get(load) ?? new ApiModel(load);
  models.set(load, known);
  return known;
}
