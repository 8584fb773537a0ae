"""The one document that each runner prints, and the two ways a runner ends."""

import json
import os
import re
import sys
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from shutil import copytree
from subprocess import run
from tempfile import TemporaryDirectory

ANSI = re.compile(r"\x1b\[[0-9;]*m")


def problem(file, message, line=None):
    found = {"file": str(file), "message": " ".join(str(message).split())}
    return found | ({"line": line} if line else {})


def finish(tool, checked, problems, **counts):
    """Exit 0: the tool ran. What it found is data."""
    order = sorted(problems, key=lambda p: (p["file"], p.get("line", 0), p["message"]))
    unique = [p for i, p in enumerate(order) if p not in order[:i]]
    report = {"tool": tool, "version": version(tool), "checked": checked, "problems": unique}
    print(json.dumps(report | ({"counts": counts} if counts else {}), indent=2))
    sys.exit(0)


def cannot_run(why):
    """Exit 2: there is no verdict."""
    print(why, file=sys.stderr)
    sys.exit(2)


def folder_argument(index=1):
    if len(sys.argv) <= index or not Path(sys.argv[index]).is_dir():
        cannot_run(f"usage: {Path(sys.argv[0]).name} FOLDER ...; the folder must exist")
    return Path(sys.argv[index]).resolve()


@contextmanager
def copy_of(folder):
    """A tool may write next to what it reads, so it reads a copy."""
    with TemporaryDirectory(prefix="pack-") as scratch:
        yield Path(copytree(folder, Path(scratch).resolve() / "pack"))


def execute(command, cwd, without=(), **extra):
    """Runs a tool of this environment; `without` names prefixes of variables to leave out."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(tuple(without) or ("\0",))}
    env = kept | {"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1", "NO_COLOR": "1"} | extra
    program = Path(sys.executable).parent / command[0]
    if not program.exists():
        cannot_run(f"{command[0]} is not in this virtual environment")
    done = run(
        [program, *command[1:]], cwd=cwd, env=env, capture_output=True, text=True, check=False
    )
    done.stdout, done.stderr = ANSI.sub("", done.stdout), ANSI.sub("", done.stderr)
    return done
