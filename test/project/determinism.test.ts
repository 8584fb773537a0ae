/** The rule library, built by the bundled command in other surroundings: the same bytes each time. */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listAll } from "../../src/project/compare-packs.ts";
import { makeFolder } from "../cli/support.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const dist = mkdtempSync(join(tmpdir(), "tocsin-dist-"));
beforeAll(() => {
  execFileSync(process.execPath, [join(root, "scripts/bundle.mjs"), dist], { cwd: root });
});
afterAll(() => rmSync(dist, { recursive: true, force: true }));

/** A copy of the library, its files made in the order that `sort` gives. */
function copyOfLibrary(sort: (paths: string[]) => string[]): string {
  const folder = makeFolder();
  for (const path of sort(["tocsin.config.yaml", ...listAll(join(root, "rules")).map((one) => `rules/${one}`)])) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(root, path), join(folder, path));
  }
  return folder;
}

function packsBuiltIn(folder: string, environment: NodeJS.ProcessEnv): Map<string, string> {
  const { status, stdout } = spawnSync(process.execPath, [join(dist, "tocsin.cjs"), "build"], {
    cwd: folder,
    encoding: "utf8",
    env: { PATH: process.env.PATH, ...environment },
  });
  expect(status, stdout).toBe(0);
  const out = join(folder, "dist-rules");
  return new Map(listAll(out).map((path) => [path, readFileSync(join(out, path), "latin1")]));
}

test("locale, time zone and the order of files change no byte", () => {
  const first = packsBuiltIn(
    copyOfLibrary((paths) => paths.sort()),
    { LC_ALL: "C", TZ: "UTC" },
  );
  const second = packsBuiltIn(
    copyOfLibrary((paths) => paths.sort().reverse()),
    { LC_ALL: "tr_TR.UTF-8", LANG: "tr_TR.UTF-8", TZ: "Pacific/Kiritimati" },
  );
  const third = packsBuiltIn(
    copyOfLibrary((paths) => paths.sort((a, b) => a.length - b.length)),
    { LC_ALL: "de_DE.UTF-8", TZ: "America/St_Johns", FORCE_COLOR: "1" },
  );
  expect(first.size).toBeGreaterThan(300);
  expect([...second].sort()).toEqual([...first].sort());
  expect([...third].sort()).toEqual([...first].sort());
});
