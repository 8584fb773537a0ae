// In: a TypeScript file of the project. Out: its exports, bundled into one file as the command is, so that scripts may use
// what the tests are made of.
import { mkdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

export async function importTypeScript(path) {
  const folder = join(root, "node_modules/.cache/tocsin");
  const outfile = join(folder, `${basename(path, ".ts")}-${process.pid}.cjs`);
  mkdirSync(folder, { recursive: true });
  await build({
    entryPoints: [join(root, path)],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    logLevel: "error",
  });
  try {
    return createRequire(import.meta.url)(outfile);
  } finally {
    rmSync(outfile);
  }
}
