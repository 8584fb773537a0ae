/** In: the files that were emitted for one rule. Out: the two of them that Panther reads, the document and the module. */
import type { PackFile } from "../../target.ts";

export interface TextFile {
  readonly path: string;
  readonly text: string;
}

export interface RuleFiles {
  readonly document: TextFile;
  readonly module: TextFile;
}

/** Throws a plain Error where there is not one of each. What they say is read by the Python process. */
export function ruleFilesOf(files: readonly PackFile[]): RuleFiles {
  return { document: onlyFile(files, ".yml"), module: onlyFile(files, ".py") };
}

function onlyFile(files: readonly PackFile[], ending: string): TextFile {
  const found = files.filter(({ path }) => path.endsWith(ending));
  const [file] = found;
  if (!file || found.length > 1)
    throw new Error(`${found.length} files that end in ${ending} were emitted for one rule`);
  return { path: file.path, text: file.content };
}
