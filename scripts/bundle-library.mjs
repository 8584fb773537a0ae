// In: src/library. Out: dist/index.js, the library in one file for programs that import it, and the declarations of its types.
//
// node scripts/bundle-library.mjs [FOLDER]
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import "./generate.mjs";
import { jsonAsText, parsedLater } from "./json-as-text.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const out = process.argv[2] ?? join(root, "dist");

const jsonModule = (path) => parsedLater(JSON.stringify(JSON.parse(readFileSync(path, "utf8"))));

async function writeProgram() {
  await build({
    entryPoints: [join(root, "src/library/index.ts")],
    outfile: join(out, "index.js"),
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    // Packages that are written for `require` find it here.
    banner: { js: 'import { createRequire } from "node:module";\nconst require = createRequire(import.meta.url);' },
    minify: true,
    legalComments: "none",
    plugins: [jsonAsText(jsonModule)],
    logLevel: "warning",
  });
}

/** The declarations of what `index.ts` names; they refer to nothing outside of their folder. */
function writeTypes() {
  const folder = mkdtempSync(join(tmpdir(), "tocsin-types-"));
  try {
    const options = ["--noEmit", "false", "--declaration", "--emitDeclarationOnly", "--rootDir", join(root, "src")];
    const config = join(folder, "tsconfig.json");
    const files = [join(root, "src/library/index.ts")];
    const typeRoots = [join(root, "node_modules/@types")];
    writeFileSync(
      config,
      JSON.stringify({ extends: join(root, "tsconfig.json"), files, include: [], compilerOptions: { typeRoots } }),
    );
    execFileSync(
      join(root, "node_modules/.bin/tsc"),
      ["-p", config, ...options, "--rewriteRelativeImportExtensions", "--outDir", folder],
      { stdio: "pipe" },
    );
    const library = join(folder, "library");
    for (const name of readdirSync(library)) {
      const text = readFileSync(join(library, name), "utf8").replace(/(from "\.\/[a-z-]+)\.ts"/g, '$1.js"');
      if (!text.includes('from "../')) writeFileSync(join(out, name), text);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

mkdirSync(out, { recursive: true });
await writeProgram();
writeTypes();
