/**
 * The certificate, `verification.json` beside the manifest: for each rule, target and engine the hash of the emitted
 * text that was run, and what came out. `verify --write` writes it; a build keeps the entries whose text it still emits,
 * so that it never depends on which engines a machine has. What has no entry reads *not verified*.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { TargetRule } from "../targets/target.ts";
import type { TargetPack } from "./compile-project.ts";
import { hashOf } from "./hash.ts";

export const CERTIFICATE_NAME = "verification.json";

/** Raised when a reader of the old form would misread the new one. */
const CERTIFICATE_FORMAT = 1;

export interface CertificateEntry {
  readonly rule: string;
  readonly target: string;
  readonly engine: string;
  readonly version: string;
  /** Of the rule's emitted files, paths and contents. */
  readonly textHash: string;
  /** On how many events it was run. */
  readonly events: number;
  readonly result: "agrees";
  /** How often a declared deviation excused another verdict, by deviation. */
  readonly deviations: { readonly [id: string]: number };
}

/** One hash for what a target emitted for a rule. */
export function emittedHash(emitted: TargetRule): string {
  const files = [...emitted.files].sort((a, b) => (a.path < b.path ? -1 : 1));
  return hashOf(files.map(({ path, content }) => `${path}\n${hashOf(content)}\n`).join(""));
}

/** The certificate as text: entries in the order of rule, target and engine. */
export function certificateText(entries: readonly CertificateEntry[]): string {
  const keyOf = (entry: CertificateEntry) => `${entry.rule}\n${entry.target}\n${entry.engine}`;
  const sorted = [...entries].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return `${JSON.stringify({ format: CERTIFICATE_FORMAT, entries: sorted }, null, 2)}\n`;
}

function isEntry(value: unknown): value is CertificateEntry {
  const entry = value as Partial<CertificateEntry> | null;
  return (
    typeof entry === "object" &&
    entry !== null &&
    [entry.rule, entry.target, entry.engine, entry.version, entry.textHash].every((one) => typeof one === "string") &&
    typeof entry.events === "number" &&
    entry.result === "agrees" &&
    typeof entry.deviations === "object"
  );
}

/** The entries of a certificate; none where the text is no certificate of this form. */
function readCertificate(text: string): readonly CertificateEntry[] {
  try {
    const read = JSON.parse(text) as { format?: unknown; entries?: unknown } | null;
    return read?.format === CERTIFICATE_FORMAT && Array.isArray(read.entries) ? read.entries.filter(isEntry) : [];
  } catch {
    return [];
  }
}

/** The entries of the certificate in a folder of packs; none where there is none. */
export function readCertificateIn(out: string): readonly CertificateEntry[] {
  try {
    return readCertificate(readFileSync(join(out, CERTIFICATE_NAME), "utf8"));
  } catch {
    return [];
  }
}

/** The hash of each rule's emitted text, by `rule` and `target`. */
function emittedHashes(packs: readonly TargetPack[]): ReadonlyMap<string, string> {
  return new Map(
    packs.flatMap(({ target, rules }) =>
      rules
        .filter((one) => one.files.length > 0)
        .map((one) => [`${one.rule.id}\n${target.id}`, emittedHash(one)] as const),
    ),
  );
}

/** The entries that speak of a text which these packs still hold. */
export function stillHolding(
  entries: readonly CertificateEntry[],
  packs: readonly TargetPack[],
): readonly CertificateEntry[] {
  if (entries.length === 0) return [];
  const hashes = emittedHashes(packs);
  return entries.filter((entry) => hashes.get(`${entry.rule}\n${entry.target}`) === entry.textHash);
}
