// In: JSON Schemas (`*.schema.json` in src) and Handlebars envelopes (templates/). Out: the code that runs them,
// beside the schema and in the target's folder, as `*.generated.ts`. Made before every build, test and type check,
// so that neither ajv nor the Handlebars compiler is loaded when Tocsin starts.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";
import addFormats from "ajv-formats";
import { buildSync } from "esbuild";
import handlebars from "handlebars";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

function write(path, text) {
  if (existsSync(path) && readFileSync(path, "utf8") === text) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/** One self-contained module per schema: what the validator needs of ajv is bundled in. */
function generateValidator(path) {
  const ajv = new Ajv2020({
    code: { source: true, esm: true },
    allErrors: true,
    verbose: true,
    strict: true,
    allowUnionTypes: true,
  });
  addFormats.default(ajv);
  const code = standalone.default(ajv, ajv.compile(JSON.parse(readFileSync(path, "utf8"))));
  const bundled = buildSync({
    stdin: { contents: code, resolveDir: root, loader: "js" },
    bundle: true,
    format: "esm",
    platform: "neutral",
    mainFields: ["module", "main"],
    write: false,
  }).outputFiles[0].text;
  write(
    path.replace(/\.schema\.json$/, ".validate.generated.ts"),
    `// @ts-nocheck\n// Generated from ${basename(path)}.\n${bundled}`,
  );
}

const camelCase = (name) => name.replace(/[^A-Za-z0-9]+(.)/g, (_, letter) => letter.toUpperCase());

/** One module per folder of templates, a function per template: a target's, or what new projects begin with. */
function generateTemplates(group) {
  const folder = join(root, "templates", group);
  const names = readdirSync(folder)
    .filter((name) => name.endsWith(".hbs"))
    .sort();
  if (names.length === 0) return;
  const knownHelpers = { indent: true };
  const functions = names.map((name) => {
    const spec = handlebars.precompile(readFileSync(join(folder, name), "utf8"), {
      strict: true,
      noEscape: true,
      knownHelpersOnly: true,
      knownHelpers,
    });
    return `export const ${camelCase(name.slice(0, -4))}: (data: unknown) => string = handlebars.template(${spec});`;
  });
  write(
    join(root, group === "project" ? "src/project" : `src/targets/${group}`, "templates.generated.ts"),
    `// @ts-nocheck\n// Generated from templates/${group}.\nimport handlebars from "handlebars/runtime";\n\n${functions.join("\n")}\n`,
  );
}

for (const path of filesBelow(join(root, "src"))) if (path.endsWith(".schema.json")) generateValidator(path);
for (const group of readdirSync(join(root, "templates"))) generateTemplates(group);
