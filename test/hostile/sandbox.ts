/** A folder with a project in it, and beside the project what no command may touch. */
import { lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeFolder } from "../cli/support.ts";
import { type HostileInput, hostileRule } from "./input.ts";

/** `project` is where commands run. */
export interface Sandbox {
  readonly project: string;
  /** What has changed beside the project, or in its files that are not for a command to write: a line each. */
  readonly changes: () => readonly string[];
}

const OUTSIDE = {
  "outside/secret.tocsin": hostileRule({ id: "Outside.Secret", title: "Secret" }),
  "outside/log.json": '{"eventSource":"iam.amazonaws.com","eventName":"CreateUser"}',
  "outside/data.json": '{"secret":1}',
};
const CONFIG = "pack: { name: hostile, author: Somebody }\n";
const HARMLESS_LOG = '{"eventSource":"iam.amazonaws.com","eventName":"CreateUser"}\n';

export function makeSandbox(input: HostileInput): Sandbox {
  const files = { "tocsin.config.yaml": CONFIG, "log.json": HARMLESS_LOG, ...filesOf(input) };
  const links = input.kind === "log" ? {} : (input.links ?? {});
  const writes = (input.kind === "words" ? input.writes : undefined) ?? "project/dist-rules/";
  const inProject = Object.entries(files).filter(([path]) => !Object.hasOwn(links, path));
  const root = makeFolder(OUTSIDE);
  for (const [path, content] of inProject) {
    mkdirSync(dirname(join(root, "project", path)), { recursive: true });
    writeFileSync(join(root, "project", path), content);
  }
  for (const [path, to] of Object.entries(links)) {
    mkdirSync(dirname(join(root, "project", path)), { recursive: true });
    symlinkSync(to, join(root, "project", path));
  }
  const before = entriesBelow(root);
  return {
    project: join(root, "project"),
    changes: () => differences(before, entriesBelow(root)).filter((line) => !line.startsWith(`new: ${writes}`)),
  };
}

function filesOf(input: HostileInput) {
  if (input.kind === "project") return input.files;
  const log = input.kind === "log" ? { [input.file]: input.content } : {};
  return { "rules/a.tocsin": hostileRule(), ...log };
}

/** Every file and link below a folder, with what it holds. */
function entriesBelow(root: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const visit = (folder: string) => {
    for (const name of readdirSync(join(root, folder))) {
      const path = folder === "" ? name : `${folder}/${name}`;
      const facts = lstatSync(join(root, path));
      if (facts.isDirectory()) visit(path);
      else
        found.set(path, facts.isSymbolicLink() ? `-> ${readlinkSync(join(root, path))}` : contentOf(join(root, path)));
    }
  };
  visit("");
  return found;
}

const contentOf = (path: string) => readFileSync(path, "latin1");

/** What commands write: packs, a layer, and what `init` and `new` begin with. Whatever it is called, it is a plain name. */
const WRITTEN = /^project\/(?:dist-rules|coverage\.json$|begun|rules\/made)(?:\/[A-Za-z0-9_. -]+)*$/;
const TEMPORARY = /(?:^|\/)\.?[^/]*\.(?:tmp|new)-\d+/;

function differences(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly string[] {
  const lines: string[] = [];
  for (const [path, content] of before) {
    if (WRITTEN.test(path) || TEMPORARY.test(path)) continue;
    if (!after.has(path)) lines.push(`gone: ${path}`);
    else if (after.get(path) !== content) lines.push(`changed: ${path}`);
  }
  for (const path of after.keys()) if (!before.has(path) && !WRITTEN.test(path)) lines.push(`new: ${path}`);
  return lines;
}
