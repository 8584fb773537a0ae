// In: src. Out: dist/tocsin.cjs, the whole command in one file, and beside it what V8 made of it when it was compiled,
// so that starting it doesn't compile it again. Both are made anew each time.
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { execFileSync } from "node:child_process";
import { build } from "esbuild";
import "./generate.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** JSON as text that is parsed when it is first wanted: faster than the same data as code. */
const jsonAsText = {
  name: "json-as-text",
  setup(build) {
    build.onLoad({ filter: /src\/.*\.json$/ }, ({ path }) => ({
      contents: `module.exports = JSON.parse(${JSON.stringify(JSON.stringify(JSON.parse(readFileSync(path, "utf8"))))})`,
      loader: "js",
    }));
  },
};

async function bundle(out) {
  const result = await build({
    entryPoints: [join(root, "src/cli/main.ts")],
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: "none",
    plugins: [jsonAsText],
    write: false,
    metafile: true,
    logLevel: "warning",
  });
  mkdirSync(out, { recursive: true });
  for (const name of readdirSync(out)) if (/^tocsin\./.test(name)) rmSync(join(out, name));
  const [{ text }] = result.outputFiles;
  writeFileSync(join(out, "tocsin.cjs"), `#!/usr/bin/env node\n${text}`);
  chmodSync(join(out, "tocsin.cjs"), 0o755);
  return result.metafile;
}

const out = process.argv[2] ?? join(root, "dist");
const metafile = await bundle(out);
if (process.argv.includes("--sizes")) {
  const inputs = Object.entries(Object.values(metafile.outputs)[0].inputs).sort((a, b) => b[1].bytesInOutput - a[1].bytesInOutput);
  for (const [path, { bytesInOutput }] of inputs.slice(0, 40)) console.log(String(bytesInOutput).padStart(8), path);
}
