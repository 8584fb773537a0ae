// sigma-cli in an environment of its own, `.venvs/sigma`: made when it is asked for (`--with-sigma`), and never by a gate.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const folder = join(here, "../../.venvs/sigma");
const REQUIREMENTS = join(here, "sigma-requirements.txt");
const WANTED = "3.1.0";

function install() {
  const run = (...words) => execFileSync(words[0], words.slice(1), { stdio: "inherit" });
  run(process.env.PYTHON ?? "python3", "-m", "venv", "--clear", folder);
  run(
    join(folder, "bin/python"),
    ..."-m pip install --quiet --disable-pip-version-check --no-input --no-deps --requirement".split(" "),
    REQUIREMENTS,
  );
}

/** The command, or why there is none. */
export function findSigma(mayInstall) {
  const command = join(folder, "bin/sigma");
  if (!existsSync(command) && mayInstall) install();
  if (!existsSync(command))
    return { missing: "sigma-cli is not installed; `npm run bench -- --with-sigma` installs it" };
  const print = 'import importlib.metadata; print(importlib.metadata.version("sigma-cli"))';
  const version = execFileSync(join(folder, "bin/python"), ["-c", print], { encoding: "utf8" }).trim();
  if (version !== WANTED) return { missing: `.venvs/sigma holds sigma-cli ${version}, and ${WANTED} is compared with` };
  return { command };
}
