/** In: the files of a build. Out: the folder of the packs brought up to date, or what in it is stale. */
import type { Report } from "../diagnostics/problem.ts";
import { comparePacks, type Difference } from "./compare-packs.ts";
import { MANIFEST_NAME } from "./manifest.ts";
import { examineOut, type OutFolder, type Refusal, withoutLinks } from "./out-folder.ts";
import type { PackFiles } from "./pack-files.ts";
import { reportFile, systemReason } from "./problem-at.ts";
import { fileUnreadable, outRefused, writeFailed } from "./problems.ts";
import { nameWithin, type Project } from "./project.ts";
import { recoverOut } from "./recover-out.ts";
import { writePacks } from "./write-packs.ts";

export interface BuildRequest {
  /** Absolute. */
  readonly out: string;
  readonly targets: readonly string[];
  /** All rules for all of the project's targets? Only such a build may take another target's pack away. */
  readonly isWhole: boolean;
}

/** How often another build may take the folder away while this one looks at it. */
const MOST_TRIES = 20;

/** Writes the packs where they differ; answers how, or nothing where that failed and was reported. */
export function writeBuild(
  project: Project,
  request: BuildRequest,
  files: PackFiles,
  report: Report,
): readonly Difference[] | undefined {
  const name = nameWithin(project.root, request.out);
  for (let tries = 1; ; tries++) {
    try {
      const result = tryToWrite(project, request, files);
      if (!("reason" in result)) return result;
      reportFile(report, outRefused, result, name);
      return undefined;
    } catch (error) {
      if ((error as { readonly code?: unknown }).code === "ENOENT" && tries < MOST_TRIES) continue;
      reportFile(report, writeFailed, { reason: systemReason(error) }, name);
      return undefined;
    }
  }
}

function tryToWrite(project: Project, request: BuildRequest, files: PackFiles): readonly Difference[] | Refusal {
  recoverOut(withoutLinks(request.out));
  const out = examineOut(project, request.out, request.targets, request.isWhole);
  if ("reason" in out) return out;
  const differences = out.exists ? comparePacks(out.path, files, ownedIn(out)) : allMissing(files);
  if (differences.length > 0) writePacks(out, files);
  return differences;
}

/** What is stale; writes nothing. For a build of some targets, only their files count. */
export function checkBuild(
  project: Project,
  request: BuildRequest,
  files: PackFiles,
  report: Report,
): readonly Difference[] | undefined {
  const isOfTarget = (path: string) => request.targets.some((id) => path.startsWith(`${id}/`));
  const wanted = request.isWhole ? files : new Map([...files].filter(([path]) => isOfTarget(path)));
  try {
    return comparePacks(request.out, wanted, request.isWhole ? (path) => path.includes("/") : isOfTarget);
  } catch (error) {
    reportFile(report, fileUnreadable, { reason: systemReason(error) }, nameWithin(project.root, request.out));
    return undefined;
  }
}

function ownedIn(out: OutFolder): (path: string) => boolean {
  return (path) => path !== MANIFEST_NAME && !out.kept.includes(path);
}

function allMissing(files: PackFiles): readonly Difference[] {
  return [...files.keys()].map((path) => ({ kind: "missing", path }));
}
