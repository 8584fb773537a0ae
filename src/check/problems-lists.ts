/** Problems of lists that are read from files: D2040-D2049. */
import { problem } from "../diagnostics/problem.ts";
import { oneOf } from "./problems-names.ts";

export const listUnreadable = problem<{ path: string; reason: string; nearest: readonly string[] }>({
  code: "D2040",
  slug: "list-unreadable",
  severity: "error",
  say: (a) => `\`${a.path}\` can't be read as a list: ${a.reason}.`,
  help: (a) => oneOf(a.nearest) ?? "A list is a path from the rules' root, such as `lists/scanners.txt`.",
  why: "Lists stay inside the rules' root, so that a rule means the same wherever it is compiled.",
  example: { avoid: 'let tools = lines("../tools.txt")', prefer: 'let tools = lines("lists/tools.txt")' },
});

export const emptyListFile = problem<{ path: string }>({
  code: "D2041",
  slug: "empty-list-file",
  severity: "error",
  say: (a) => `\`${a.path}\` has no entry.`,
  help: () => "Write one entry a line; blank lines and what follows a `#` don't count.",
  why: "A comparison with an empty list never holds.",
  example: { avoid: "# scanners", prefer: "# scanners\ntrufflehog" },
});

export const longListFile = problem<{ path: string; most: string }>({
  code: "D2042",
  slug: "long-list-file",
  severity: "error",
  say: (a) => `\`${a.path}\` has more than ${a.most} entries.`,
  help: () => "Keep such a list on the platform, as a look-up table.",
  why: "A list becomes part of each platform's rule, and none of them takes rules of any length.",
  example: { avoid: "seq 1 20000 > rules/lists/ids.txt", prefer: "seq 1 200 > rules/lists/ids.txt" },
});

export const listCharacter = problem<{ codePoint: number; isSeparator: boolean }>({
  code: "D2043",
  slug: "list-character",
  severity: "error",
  say: ({ codePoint }) =>
    `A list can't hold the character U+${codePoint.toString(16).toUpperCase().padStart(4, "0")} here.`,
  help: (a) => (a.isSeparator ? "Each entry stands on a line of its own." : codePointHelp(a.codePoint)),
  why: "Characters that nobody sees make an entry look like another one.",
  example: { avoid: "truffle\\u200bhog", prefer: "trufflehog" },
});

function codePointHelp(codePoint: number): string {
  return codePoint === 0xfeff ? "Save the file as UTF-8 without a byte order mark." : "Remove it.";
}
