/** In: diagnostics whose files are named from the project's root. Out: the same, named from where the command runs. */
import { isAbsolute, join, relative, sep } from "node:path";
import type { Diagnostic } from "../diagnostics/problem.ts";
import type { Source, Span } from "../source/source.ts";

/** A file's name from the folder that the command runs in, `/`-separated. */
export function shownPath(name: string, root: string, folder: string): string {
  if (root === folder || isAbsolute(name) || name.startsWith("<")) return name;
  return relative(folder, join(root, name)).split(sep).join("/") || ".";
}

/** The diagnostics with names that work where the command runs. */
export function withShownPaths(
  diagnostics: readonly Diagnostic[],
  root: string,
  folder: string,
): readonly Diagnostic[] {
  if (root === folder) return diagnostics;
  const sources = new Map<Source, Source>();
  const moved = <Place extends { readonly span: Span }>(place: Place): Place => {
    const { source } = place.span;
    const shown = sources.get(source) ?? { path: shownPath(source.path, root, folder), text: source.text };
    sources.set(source, shown);
    return { ...place, span: { ...place.span, source: shown } };
  };
  return diagnostics.map((one) => ({ ...moved(one), related: one.related.map(moved), fixes: one.fixes.map(moved) }));
}
