/**
 * In: the folder that a build shall write. Out: may it? A build replaces the whole folder, so it has to be one that only
 * builds write: not there yet, empty, or with the manifest of an earlier build.
 */
import { lstatSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { CERTIFICATE_NAME } from "./certificate.ts";
import { MANIFEST_NAME } from "./manifest.ts";
import { nameWithin, type Project } from "./project.ts";
import { isWithin } from "./read-text.ts";

export interface OutFolder {
  /** Absolute; its parts that are there are without links. */
  readonly path: string;
  readonly exists: boolean;
  /** Files directly in it that no build writes, such as a README: they are kept. */
  readonly kept: readonly string[];
}

export interface Refusal {
  readonly reason: string;
  readonly help: string;
}

/** The folder, or why it is none to build into. System errors are thrown. */
export function examineOut(
  project: Project,
  out: string,
  targets: readonly string[],
  isWholeBuild: boolean,
): OutFolder | Refusal {
  const path = withoutLinks(out);
  const name = nameWithin(project.root, path);
  const other = { help: "Name another folder with `--out DIR`, or with `out:` in `tocsin.config.yaml`." };
  if (isWithin(path, project.rules)) return { reason: `\`${name}\` is, or lies in, the folder of the rules`, ...other };
  if (isWithin(project.rules, path)) return { reason: `the folder of the rules lies in \`${name}\``, ...other };
  if (isWithin(project.root, path)) return { reason: `the project lies in \`${name}\``, ...other };
  const facts = lstatSync(path, { throwIfNoEntry: false });
  if (!facts) return { path, exists: false, kept: [] };
  if (!facts.isDirectory()) return { reason: `\`${name}\` is no folder`, ...other };
  const entries = readdirSync(path, { withFileTypes: true });
  if (entries.length === 0) return { path, exists: true, kept: [] };
  const built = targetsBuiltIn(path);
  if (!built)
    return { reason: `\`${name}\` holds files, and no \`${MANIFEST_NAME}\` says that a build wrote them`, ...other };
  const strange = entries.find(
    (entry) => !entry.isFile() && !built.includes(entry.name) && !targets.includes(entry.name),
  );
  if (strange)
    return {
      reason: `\`${name}/${strange.name}\` is nothing that a build writes`,
      help: "Move it elsewhere, or name another folder with `--out DIR`.",
    };
  const lost = built.filter((id) => !targets.includes(id));
  if (lost.length > 0 && !isWholeBuild) {
    const named = lost.map((id) => `\`${id}\``).join(" and ");
    return {
      reason: `\`${name}\` holds the pack for ${named} too, which this build would take away`,
      help: "Name another folder with `--out DIR`, or build without `--target`.",
    };
  }
  const kept = entries
    .filter((entry) => entry.isFile() && entry.name !== MANIFEST_NAME && entry.name !== CERTIFICATE_NAME)
    .map((entry) => entry.name);
  return { path, exists: true, kept };
}

/** The targets that an earlier build wrote, by its manifest; nothing where there is no such manifest. */
function targetsBuiltIn(folder: string): readonly string[] | undefined {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, MANIFEST_NAME), "utf8")) as {
      format?: unknown;
      targets?: unknown;
    } | null;
    if (typeof manifest?.format !== "number" || !Array.isArray(manifest.targets)) return undefined;
    return manifest.targets.filter((one) => typeof one === "string");
  } catch {
    return undefined;
  }
}

/** The path with the links in it resolved, as far as it is there. */
export function withoutLinks(path: string): string {
  try {
    return realpathSync.native(path);
  } catch (error) {
    if ((error as { readonly code?: unknown }).code !== "ENOENT" || dirname(path) === path) throw error;
    return join(withoutLinks(dirname(path)), path.slice(dirname(path).length).replace(/^[\\/]+/, ""));
  }
}
