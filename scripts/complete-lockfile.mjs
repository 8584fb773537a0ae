// A lockfile written on one system lacks the optional packages of others where its registry does not serve them, and
// `npm ci` refuses it then. In: package-lock.json. Out: the same with an entry for each; run after a dependency changed.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const path = join(dirname(fileURLToPath(import.meta.url)), "../package-lock.json");
const lock = JSON.parse(readFileSync(path, "utf8"));
const SYSTEMS = {
  android: "android",
  darwin: "darwin",
  freebsd: "freebsd",
  openharmony: "openharmony",
  linux: "linux",
  win32: "win32",
};
const PROCESSORS = ["arm64", "x64", "arm", "ia32", "ppc64", "riscv64", "s390x", "wasm32"];

/** `@biomejs/cli-linux-x64-musl`: which system, processor and C library its name speaks of. */
function platformOf(name) {
  const parts = name.split("/").pop().split("-");
  const system = parts.find((part) => SYSTEMS[part]);
  const processor = PROCESSORS.find((one) => parts.includes(one));
  const library = parts.some((part) => part.startsWith("musl")) ? "musl" : parts.includes("gnu") ? "glibc" : undefined;
  return {
    ...(processor ? { cpu: [processor] } : {}),
    ...(library ? { libc: [library] } : {}),
    ...(system ? { os: [SYSTEMS[system]] } : {}),
  };
}

for (const entry of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const key = `node_modules/${name}`;
    if (lock.packages[key] || !/^\d/.test(version)) continue;
    lock.packages[key] = { version, ...platformOf(name), dev: true, optional: true };
  }
}
const [[root, own], ...others] = Object.entries(lock.packages);
others.sort(([a], [b]) => (a < b ? -1 : 1));
lock.packages = Object.fromEntries([[root, own], ...others]);
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
