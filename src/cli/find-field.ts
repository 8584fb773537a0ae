/** In: the name of a field, with or without the marks of lists. Out: what CloudTrail's record and the derived fields know of it. */
import type { PathStep, ValueType } from "../ir/path.ts";
import { showPath } from "../ir/path.ts";
import { type DerivedDefinition, derivedFields } from "../schema/derived.ts";
import { type Field, recordFields } from "../schema/record.ts";

export interface FoundField {
  /** As a comparison has to write it: with `[]` where there is a list. */
  readonly path: string;
  readonly steps: readonly PathStep[];
  readonly type: ValueType;
  /** The record's own field; nothing for a derived field, and below an object whose members nobody documents. */
  readonly field?: Field;
  readonly derived?: DerivedDefinition;
  /** The object above whose members depend on the operation. */
  readonly open?: string;
}

const SEGMENT = /\.?([A-Za-z_][A-Za-z0-9_-]{0,127}|"(?:[^"\\]|\\.){1,256}")((?:\[\]){0,4})/y;
const LONGEST = 600;

/** The keys of a written path; nothing where it isn't one. */
function keysOf(name: string): readonly { readonly key: string; readonly lists: number }[] | undefined {
  if (name.length > LONGEST || name.startsWith(".")) return undefined;
  const keys: { key: string; lists: number }[] = [];
  SEGMENT.lastIndex = 0;
  while (SEGMENT.lastIndex < name.length) {
    if (keys.length > 0 && name[SEGMENT.lastIndex] !== ".") return undefined;
    const [, written = "", lists = ""] = SEGMENT.exec(name) ?? [];
    const key = written.startsWith('"') ? unquoted(written) : written;
    if (key === undefined || key === "") return undefined;
    keys.push({ key, lists: lists.length / 2 });
  }
  return keys.length > 0 ? keys : undefined;
}

function unquoted(written: string): string | undefined {
  try {
    return JSON.parse(written) as string;
  } catch {
    return undefined;
  }
}

/** The field of that name; nothing where the record has none. */
export function findField(name: string): FoundField | undefined {
  const derived = derivedFields.get(name);
  if (derived) return { path: name, steps: [], type: derived.type, derived };
  const steps: PathStep[] = [];
  let members: ReadonlyMap<string, Field> | undefined = recordFields();
  let field: Field | undefined;
  let open: string | undefined;
  for (const { key, lists } of keysOf(name) ?? []) {
    steps.push({ kind: "key", name: key });
    if (open === undefined) {
      field = members?.get(key);
      if (!field) return undefined;
      if (field.isList) steps.push({ kind: "each" });
      else if (lists > 0 && field.type !== "open") return undefined;
      if (field.type === "open") open = field.path;
      else members = field.type === "object" ? field.members : undefined;
    } else field = undefined;
    if (!field?.isList) for (let count = 0; count < lists; count++) steps.push({ kind: "each" });
  }
  if (steps.length === 0) return undefined;
  const path = showPath({ root: { kind: "event" }, steps });
  if (field) return { path, steps, type: field.type, field };
  return { path, steps, type: "unknown", ...(open === undefined ? {} : { open }) };
}

/** Every name that the record and the derived fields have. */
export function fieldNames(): readonly string[] {
  const names: string[] = [...derivedFields.keys()];
  const visit = (fields: ReadonlyMap<string, Field>): void => {
    for (const field of fields.values()) {
      names.push(field.path);
      visit(field.members);
    }
  };
  visit(recordFields());
  return names;
}
