/**
 * A document on its way through the pipeline: `json`, the record as it was parsed, from which processors take, and `ecs`,
 * what they have made, by dotted field name.
 */
import { JavaMap, type JavaValue } from "./java-value.ts";

export interface Context {
  readonly json: JavaMap;
  readonly ecs: Map<string, JavaValue>;
}

/** A step of the pipeline. `fails` ends the pipeline there, as a processor without `ignore_failure` does. */
export type Processor = (context: Context) => "fails" | undefined;

/** The value at a path of keys in the record; a path through anything but maps leads nowhere. */
export function read({ json }: Context, path: readonly string[]): JavaValue | undefined {
  let value: JavaValue | undefined = json;
  for (const key of path) {
    if (!(value instanceof JavaMap)) return undefined;
    value = value.members.get(key);
  }
  return value;
}

/** Takes the value at the path away. */
function take(context: Context, path: readonly string[]): JavaValue | undefined {
  const value = read(context, path);
  const parent = read(context, path.slice(0, -1));
  if (value !== undefined && parent instanceof JavaMap) parent.members.delete(path.at(-1) as string);
  return value;
}

export interface RenameOptions {
  /** Where the target field exists already: replace it. Otherwise the rename fails, which the pipeline ignores. */
  readonly override?: boolean;
  readonly when?: (context: Context) => boolean;
}

/** `rename`: moves `json.<from>` to a field, where it exists. */
export function rename(from: string, to: string, options: RenameOptions = {}): Processor {
  const path = from.split(".");
  return (context) => {
    if (options.when && !options.when(context)) return undefined;
    if (context.ecs.has(to) && !options.override) return undefined;
    const value = take(context, path);
    if (value !== undefined) context.ecs.set(to, value);
    return undefined;
  };
}

/** `set` with `copy_from` and `ignore_empty_value`: copies `json.<from>` to a field, where it exists. */
export function copy(from: string, to: string): Processor {
  const path = from.split(".");
  return (context) => {
    const value = read(context, path);
    if (value !== undefined) context.ecs.set(to, value);
    return undefined;
  };
}

/** `set` with a constant. */
export function set(to: string, value: JavaValue): Processor {
  return ({ ecs }) => {
    ecs.set(to, value);
    return undefined;
  };
}

/** `append` without duplicates. */
export function append({ ecs }: Context, to: string, value: JavaValue | undefined): void {
  if (value === undefined) return;
  const present = ecs.get(to);
  const list = Array.isArray(present) ? (present as readonly JavaValue[]) : [];
  if (!list.includes(value)) ecs.set(to, [...list, value]);
}
