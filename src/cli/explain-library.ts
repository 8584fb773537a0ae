/** In: a file of rules, or a `let` or event that one has for others. Out: its page: what it brings, as it is written. */
import { cleanLines } from "../diagnostics/clean-text.ts";
import type { Paint } from "../diagnostics/paint.ts";
import { positionAt, textOf } from "../source/source.ts";
import type { EventDeclaration, LetDeclaration, RuleFile } from "../syntax/ast.ts";
import { headLine, type Page, table } from "./explain-page.ts";

type Named = LetDeclaration | EventDeclaration;
export type FoundInLibrary = { readonly file: RuleFile } | { readonly declaration: Named };

const namedIn = (file: RuleFile): readonly Named[] =>
  file.declarations.filter((one): one is Named => one.kind === "let" || one.kind === "event");
const isRule = (one: RuleFile["declarations"][number]) => one.kind === "rule";

/** A file by its path or the end of it, else a `let` or event of a file without rules. */
export function findInLibrary(name: string, files: readonly RuleFile[]): FoundInLibrary | undefined {
  const file = files.find(({ source }) => source.path === name || source.path.endsWith(`/${name}`));
  if (file) return { file };
  for (const library of files.filter((one) => !one.declarations.some(isRule))) {
    const declaration = namedIn(library).find((one) => one.name.text === name);
    if (declaration) return { declaration };
  }
  return undefined;
}

export function explainLibrary(found: FoundInLibrary, shown: (path: string) => string, paint: Paint): Page {
  if ("file" in found) return filePage(found.file, shown(found.file.source.path), paint);
  const { kind, name, span } = found.declaration;
  const what = kind === "let" ? "a name of a library" : "an event of a library";
  const place = `${shown(span.source.path)}:${positionAt(span.source, span.start).line}`;
  const written = textOf(span);
  const lines = [
    headLine(name.text, `${what}, ${place}`, paint),
    "",
    ...cleanLines(written)
      .split("\n")
      .map((one) => `    ${one}`.trimEnd()),
  ];
  return { what, lines, data: { [kind]: { name: name.text, path: shown(span.source.path), written } } };
}

function filePage(file: RuleFile, path: string, paint: Paint): Page {
  const rules = file.declarations.filter(isRule).flatMap((one) => ("id" in one ? [one.id.text] : []));
  const named = namedIn(file);
  const what = rules.length === 0 ? "a library" : "a file of rules";
  const lines = [
    headLine(path, what, paint),
    "",
    ...table([
      ...rules.map((id) => ["rule", id] as const),
      ...named.map(({ kind, name }) => [kind, name.text] as const),
    ]),
  ];
  const names = (kind: Named["kind"]) => named.filter((one) => one.kind === kind).map((one) => one.name.text);
  return { what, lines, data: { file: { path, rules, lets: names("let"), events: names("event") } } };
}
