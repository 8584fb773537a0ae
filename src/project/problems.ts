/** What may be wrong with a project: its configuration, its files, the folder that packs go to. All of them end with exit code 2. */

import { didYouMean } from "../diagnostics/nearest.ts";
import { digits } from "../diagnostics/order.ts";
import { problem } from "../diagnostics/problem.ts";

export const configNotYaml = problem<{ reason: string }>({
  code: "D6001",
  slug: "config-not-yaml",
  severity: "error",
  say: (a) => `The configuration can't be read: ${a.reason}.`,
  help: () =>
    "It is plain YAML: `name: value` lines, lists and nested names; no anchors, aliases or tags, and each name once.",
  why: "The configuration decides where rules are read and packs are written, so nothing in it is guessed.",
  example: { avoid: "rules: [rules", prefer: "rules: rules" },
});

export const configNotValid = problem<{ reason: string; nearest?: string | undefined }>({
  code: "D6002",
  slug: "config-not-valid",
  severity: "error",
  say: (a) => `The configuration isn't valid: ${a.reason}.`,
  help: (a) => (a.nearest === undefined ? undefined : `The closest name is \`${a.nearest}\`.`),
  why: "A name that nobody reads would look as if it did something.",
  example: { avoid: "rule: detections", prefer: "rules: detections" },
});

export const unknownTarget = problem<{ name: string; nearest: string | undefined; known: readonly string[] }>({
  code: "D6003",
  slug: "no-such-target",
  severity: "error",
  say: (a) => `There is no target \`${a.name}\`.`,
  help: (a) =>
    a.nearest ? `The closest name is \`${a.nearest}\`.` : `There are ${a.known.map((one) => `\`${one}\``).join(", ")}.`,
  why: "A pack is written for each target by name; an unknown one would silently give no pack.",
  example: { avoid: "targets: [panter]", prefer: "targets: [panther]" },
});

export const fileUnreadable = problem<{ reason: string }>({
  code: "D6004",
  slug: "file-unreadable",
  severity: "error",
  say: (a) => `It can't be read: ${a.reason}.`,
  why: "Leaving a file out would leave its rules out, and nobody would know.",
  example: {
    avoid: "tocsin check rules/no-such-file.tocsin",
    prefer: "tocsin check rules/aws/sts/trufflehog-caller-identity.tocsin",
  },
});

export const fileTooLarge = problem<{ size: number; limit: number }>({
  code: "D6005",
  slug: "file-too-large",
  severity: "error",
  say: (a) => `It has ${digits(a.size)} bytes; at most ${digits(a.limit)} are read.`,
  help: () => "Split it into several files.",
  why: "No rule is that long. The bound keeps a stray log or a hostile file from taking all memory.",
  example: { avoid: "tocsin check a-log-with-a-wrong-name.tocsin", prefer: "tocsin hunt a-log.json" },
});

export const fileNotUtf8 = problem<{ line: number }>({
  code: "D6006",
  slug: "file-not-utf8",
  severity: "error",
  say: (a) => `It isn't UTF-8; the first byte that can't be read is on line ${a.line}.`,
  help: () => "Save it as UTF-8.",
  why: "In another encoding the same bytes are other characters, and a rule would look for the wrong text.",
  example: { avoid: "iconv -t latin1 a.tocsin > rules/a.tocsin", prefer: "iconv -t utf-8 a.tocsin > rules/a.tocsin" },
});

export const linkLeadsOutside = problem<Record<string, never>>({
  code: "D6007",
  slug: "link-leads-outside",
  severity: "error",
  say: () => "It is reached through a link that leads out of the project.",
  help: () => "Copy the file to where the link is.",
  why: "A project's rules are the files in it. A link could bring in any file of the machine, and another machine hasn't got it.",
  example: {
    avoid: "ln -s /etc/passwd rules/accounts.tocsin",
    prefer: "cp ../shared/accounts.tocsin rules/accounts.tocsin",
  },
});

export const folderLinkSkipped = problem<Record<string, never>>({
  code: "D6008",
  slug: "folder-link-skipped",
  severity: "warning",
  say: () => "It is a link to a folder, and those aren't followed: rules in it are left out.",
  help: () => "Put the folder itself there.",
  why: "A link to a folder can lead in a circle, or to the same rules twice.",
  example: { avoid: "ln -s ../more-rules rules/more", prefer: "mv more-rules rules/more" },
});

export const noRules = problem<{ folder: string; exists: boolean }>({
  code: "D6009",
  slug: "no-rules",
  severity: "error",
  say: (a) => (a.exists ? `There is no \`.tocsin\` file in \`${a.folder}\`.` : `There is no folder \`${a.folder}\`.`),
  help: () =>
    "Name the files or folders, or set `rules:` in `tocsin.config.yaml`. `tocsin init` begins a project with a rule in it.",
  why: "A check of nothing would always pass, and an empty pack would take every rule away.",
  example: { avoid: "tocsin check an-empty-folder", prefer: "tocsin check rules" },
});

export const nothingFits = problem<{ patterns: readonly string[]; nearest: readonly string[] }>({
  code: "D6012",
  slug: "nothing-fits",
  severity: "error",
  say: (a) => `No rule fits ${a.patterns.map((one) => `\`${one}\``).join(" or ")}.`,
  help: (a) => didYouMean(a.nearest),
  why: "A run over nothing would always pass. A pattern is part of a rule's id, in any letter case; with a `*` in it, it fits the whole id.",
  example: { avoid: "tocsin test --filter AWS.IMA", prefer: "tocsin test --filter 'AWS.IAM.*'" },
});

export const newRefused = problem<{ reason: string; help: string }>({
  code: "D6013",
  slug: "new-refused",
  severity: "error",
  say: (a) => `No rule was written: ${a.reason}.`,
  help: (a) => a.help,
  why: "A new rule needs an id and a file that no other rule has, and an operation that CloudTrail records.",
  example: {
    avoid: "tocsin new AWS.IAM.UserMade --event iam:CreateUsr",
    prefer: "tocsin new AWS.IAM.UserMade --event iam:CreateUser",
  },
});

export const outRefused = problem<{ reason: string; help: string }>({
  code: "D6010",
  slug: "out-refused",
  severity: "error",
  say: (a) => `Packs can't be written there: ${a.reason}.`,
  help: (a) => a.help,
  why: "A build replaces the whole folder, so it must be one that builds alone write.",
  example: { avoid: "tocsin build --out .", prefer: "tocsin build --out dist-rules" },
});

export const writeFailed = problem<{ reason: string }>({
  code: "D6011",
  slug: "write-failed",
  severity: "error",
  say: (a) => `Writing failed: ${a.reason}. What was there before is unchanged.`,
  why: "A pack is written beside the old one and takes its place only when it is whole.",
  example: { avoid: "tocsin build --out /proc/packs", prefer: "tocsin build --out dist-rules" },
});

export const layerRefused = problem<{ reason: string }>({
  code: "D6014",
  slug: "layer-refused",
  severity: "error",
  say: (a) => `The layer can't be written there: ${a.reason}.`,
  help: () => "Name another file: `--navigator coverage.json`.",
  why: "A layer takes the place of an earlier one and of nothing else, so that a slip in the name costs no file.",
  example: { avoid: "tocsin coverage --navigator package.json", prefer: "tocsin coverage --navigator coverage.json" },
});

/** Not a problem of the project: a build repairs it, and the exit code is that of problems in packs. */
export const packStale = problem<{ kind: "missing" | "changed" | "extra" }>({
  code: "D6020",
  slug: "pack-stale",
  severity: "error",
  say: (a) =>
    a.kind === "missing"
      ? "The file is missing from the pack."
      : a.kind === "changed"
        ? "The file isn't what the rules give."
        : "No rule gives this file.",
  help: () => "Run `tocsin build` and commit what it writes.",
  why: "A pack that is older than its rules alerts on something else than the rules say.",
  example: { avoid: "git commit rules/", prefer: "tocsin build && git commit rules/ dist-rules/" },
});
