/**
 * What CloudTrail records beside the operations of the API model, and where it spells things otherwise: sign-in,
 * service events, old names, permissions that are no operations. In: `api-overlay.json`. Out: it by event source.
 */
import table from "./api-overlay.json" with { type: "json" };

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

/** Request parameters that CloudTrail writes for every operation of a source. */
export function commonRequestParameters(source: string): readonly string[] {
  const short = source.replace(/\.amazonaws\.com$/, "");
  const lists = table.requestParameters as { readonly [source: string]: readonly string[] };
  return Object.hasOwn(lists, short) ? (lists[short] as readonly string[]) : [];
}
