// In: src. Out: dist/, the command as people run it: `tocsin.cjs`, which starts `tocsin-HASH.js`, the whole program in one
// file, with `tocsin-HASH.cache`, what V8 made of it while it built this library: a start doesn't compile it again;
// and `tocsin-HASH.1.json`, data that only some starts read.
//
// node scripts/bundle.mjs [FOLDER] [--sizes]
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import "./generate.mjs";
import { jsonAsText, parsedLater } from "./json-as-text.mjs";
import { licencesIn } from "./third-party.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** From this length on JSON stands in a file of its own, which is read when one of its keys is first asked for. */
const LARGE = 200_000;
const large = [];

/** Each key as a getter: a program that asks for none of them never opens the file. */
function lazily(value, text) {
  const file = `__filename.replace(/js$/, "${large.push(text)}.json")`;
  const getters = Object.keys(value).map(
    (key) => ` get ${JSON.stringify(key)}() { return all()[${JSON.stringify(key)}]; }`,
  );
  return `let read;
const all = () => (read ??= JSON.parse(require("node:fs").readFileSync(${file}, "latin1")));
module.exports = {${getters} };`;
}

/** Only ASCII, so that it can be read as one byte a character. */
const asciiJson = (value) =>
  JSON.stringify(value).replace(/[\u0080-\uffff]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);

function jsonModule(path) {
  const value = JSON.parse(readFileSync(path, "utf8"));
  const text = asciiJson(value);
  return text.length < LARGE ? parsedLater(text) : lazily(value, text);
}

async function bundle() {
  const { outputFiles, metafile } = await build({
    entryPoints: [join(root, "src/cli/main.ts")],
    bundle: true,
    platform: "node",
    // Not as an ES module: what a command doesn't use is then not run when it starts.
    format: "cjs",
    target: "node20",
    minify: true,
    // Only ASCII: V8 reads it as one byte a character.
    charset: "ascii",
    legalComments: "none",
    plugins: [jsonAsText(jsonModule)],
    write: false,
    metafile: true,
    logLevel: "warning",
  });
  return { text: outputFiles[0].text, metafile };
}

/** What starts the program: takes V8's cache if it is this V8's, else compiles. */
const starter = (name) => `#!/usr/bin/env node
"use strict";
const { readFileSync, existsSync } = require("node:fs");
const { Script } = require("node:vm");
const filename = __dirname + "/${name}.js";
const cache = __dirname + "/${name}.cache";
const source = "(function(exports,require,module,__filename,__dirname){" + readFileSync(filename, "latin1") + "\\n})";
const cachedData = existsSync(cache) ? readFileSync(cache) : undefined;
const script = new Script(source, { filename, cachedData });
script.runInThisContext()(exports, require, module, filename, __dirname);
`;

/**
 * The library's rules lead through what most starts run. They are copied, with their configuration: without one, the
 * project above would be built, and its packs written.
 */
function makeCache(out, name) {
  const folder = join(out, ".sample");
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(root, "rules"), join(folder, "rules"), { recursive: true });
  cpSync(join(root, "tocsin.config.yaml"), join(folder, "tocsin.config.yaml"));
  const file = JSON.stringify(join(out, `${name}.cache`));
  // After the run: what was compiled on the way is in the cache too.
  const keep = `process.on("exit", () => require("node:fs").writeFileSync(${file}, script.createCachedData()));\n`;
  const maker = join(out, ".make-cache.cjs");
  // V8 takes a cache only under the flags that it was made under, and the program sets one once it is loaded.
  const flags = 'require("node:v8").setFlagsFromString = () => {};\n';
  writeFileSync(maker, starter(name).replace('"use strict";\n', `"use strict";\n${flags}`) + keep);
  try {
    // A rule with an error in it ends the build with 1, and is for others to complain of: the cache is made all the same.
    const { status, stderr } = spawnSync(process.execPath, [maker, "build"], { cwd: folder, encoding: "utf8" });
    if (status !== 0 && status !== 1) throw new Error(`the new bundle ended with ${status}: ${stderr}`);
  } finally {
    rmSync(maker);
    rmSync(folder, { recursive: true, force: true });
  }
}

const out = process.argv.slice(2).find((word) => !word.startsWith("--")) ?? join(root, "dist");
const { text, metafile } = await bundle();
const name = `tocsin-${createHash("sha256")
  .update([text, ...large].join(""))
  .digest("hex")
  .slice(0, 12)}`;
mkdirSync(out, { recursive: true });
writeFileSync(join(out, `${name}.js`), text);
for (const [index, one] of large.entries()) writeFileSync(join(out, `${name}.${index + 1}.json`), one);
writeFileSync(join(out, "tocsin.cjs"), starter(name));
chmodSync(join(out, "tocsin.cjs"), 0o755);
writeFileSync(join(out, "THIRD-PARTY.txt"), licencesIn(metafile, root));
for (const old of readdirSync(out)) if (/^tocsin-/.test(old) && !old.startsWith(name)) rmSync(join(out, old));
rmSync(join(out, `${name}.cache`), { force: true });
makeCache(out, name);
if (process.argv.includes("--sizes")) {
  const inputs = Object.entries(Object.values(metafile.outputs)[0].inputs).sort(
    (a, b) => b[1].bytesInOutput - a[1].bytesInOutput,
  );
  for (const [path, { bytesInOutput }] of inputs.slice(0, 40)) console.log(String(bytesInOutput).padStart(8), path);
}
