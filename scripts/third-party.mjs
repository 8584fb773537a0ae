// In: what a bundle was made of (esbuild's metafile). Out: the licences of the packages in it, as they ask for.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const PACKAGE = /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//;

/** The licence texts of every package in the bundle, in the order of their names. */
export function licencesIn(metafile, root) {
  const names = new Set(Object.keys(metafile.inputs).flatMap((path) => PACKAGE.exec(path)?.[1] ?? []));
  const parts = [...names].sort().map((name) => licenceOf(join(root, "node_modules", name)));
  return `The program in this folder contains these packages, each under its own licence.\n\n${parts.join("\n")}`;
}

function licenceOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const files = readdirSync(folder).filter((file) => /^(?:licen[cs]e|notice|copying)(?:[.-]\w+)?$/i.test(file));
  const texts = files.sort().map((file) => readFileSync(join(folder, file), "utf8").trim());
  const title = `${name} ${version} (${license})`;
  return `${title}\n${"-".repeat(title.length)}\n${texts.join("\n\n")}\n`;
}
