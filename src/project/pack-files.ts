/** In: what the targets made of the rules. Out: every file of a build, by its path from the folder of the packs. */
import { CERTIFICATE_NAME, type CertificateEntry, certificateText, stillHolding } from "./certificate.ts";
import type { TargetPack } from "./compile-project.ts";
import { MANIFEST_NAME, manifestText } from "./manifest.ts";
import type { Project } from "./project.ts";

/** Texts by path, `/`-separated, in the order of the paths. */
export type PackFiles = ReadonlyMap<string, string>;

/** All packs and the manifest, and of an earlier certificate the entries whose text is still emitted. Two files of one path, or a path that leads out, are a target's mistake. */
export function packFiles(
  project: Project,
  packs: readonly TargetPack[],
  certificate: readonly CertificateEntry[] = [],
): PackFiles {
  const files = new Map<string, string>();
  const folded = new Set<string>();
  for (const { target, rules, files: shared } of packs) {
    for (const { path, content } of [...rules.flatMap((one) => one.files), ...shared]) {
      const whole = `${target.id}/${path}`;
      if (!isPlainPath(path))
        throw new Error(`compiler bug: ${target.id} emits a file with the path ${JSON.stringify(path)}`);
      // Some file systems take no notice of case.
      if (folded.has(whole.toLowerCase())) throw new Error(`compiler bug: ${target.id} emits ${whole} twice`);
      folded.add(whole.toLowerCase());
      files.set(whole, content);
    }
  }
  files.set(MANIFEST_NAME, manifestText(project, packs));
  const holding = stillHolding(certificate, packs);
  if (holding.length > 0) files.set(CERTIFICATE_NAME, certificateText(holding));
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isPlainPath(path: string): boolean {
  // A folder that must exist though it has no content keeps git's customary file.
  const parts = path.replace(/(?<=\/)\.gitkeep$/, "gitkeep").split("/");
  return path !== "" && parts.every((part) => /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,200}$/.test(part));
}
