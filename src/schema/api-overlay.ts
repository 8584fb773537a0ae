/**
 * What CloudTrail records beside the operations of the API model, and where it spells things otherwise: sign-in,
 * service events, old names, permissions that are no operations. In: `api-overlay.json`. Out: it by event source.
 */

import table from "./api-overlay.json" with { type: "json" };
import { type ApiStructure, readStructure } from "./api-structure.ts";
import { shortSource } from "./event-source.ts";

/** An event that is no operation of the model. */
export interface OverlayEvent {
  readonly name: string;
  /** The `eventType` that it is always recorded with. */
  readonly type?: string;
  readonly reads?: boolean;
  /** The operation of the same source whose parameters it has. */
  readonly like?: string;
}

export interface OverlaySource {
  readonly events?: readonly OverlayEvent[];
  /** It records operations that neither the model nor the overlay lists. */
  readonly open?: boolean;
  /** Other sources whose operations are recorded under this one as well. */
  readonly like?: readonly string[];
  /** Where that stands. */
  readonly from: readonly string[];
}

export interface Permission {
  readonly name: string;
  readonly service: string;
  readonly instead: string;
}

let sources: ReadonlyMap<string, OverlaySource> | undefined;
let permissions: ReadonlyMap<string, Permission> | undefined;

/** The sources of the overlay, without `.amazonaws.com`. */
export function overlaySources(): ReadonlyMap<string, OverlaySource> {
  sources ??= new Map(Object.entries(table.sources as { readonly [source: string]: OverlaySource }));
  return sources;
}

/** Names of permissions that no event bears. */
export function permissionNames(): ReadonlyMap<string, Permission> {
  permissions ??= new Map((table.permissions as readonly Permission[]).map((one) => [one.name, one]));
  return permissions;
}

type Side = "requestParameters" | "responseElements";

/** The texts of members and structures, in the form of the model's own. */
const lines: string[] = [...table.members.structures];
const numbers = new Map<string, number>();

/** What CloudTrail writes beside the model's members: for every operation of a source (`*`), and for one of them. */
export function overlayMembers(source: string, operation: string, side: Side): readonly ApiStructure[] {
  const bySource = table.members[side] as { readonly [source: string]: { readonly [operation: string]: string } };
  const short = shortSource(source);
  const byOperation = Object.hasOwn(bySource, short) ? bySource[short] : undefined;
  if (!byOperation) return [];
  return ["*", operation].flatMap((name) =>
    Object.hasOwn(byOperation, name) ? [structureOf(byOperation[name] as string)] : [],
  );
}

function structureOf(text: string): ApiStructure {
  let number = numbers.get(text);
  if (number === undefined) {
    number = lines.push(text) - 1;
    numbers.set(text, number);
  }
  return readStructure(lines, 0, number);
}
