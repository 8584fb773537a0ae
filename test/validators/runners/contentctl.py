"""contentctl.py CONTENT [build]: `contentctl validate`, or `build`, which validates first."""

import re
import sys
import unicodedata

from report import copy_of, execute, finish, folder_argument, problem

KINDS = (
    *("baselines", "dashboards", "data_sources", "deployments", "detections"),
    *("lookups", "macros", "playbooks", "removed", "stories"),
)


def main():
    command = "build" if sys.argv[2:] == ["build"] else "validate"
    with copy_of(folder_argument()) as pack:
        files = [path for kind in KINDS for path in (pack / kind).rglob("*.yml")]
        done = execute(["contentctl", command], pack)
        lines = plain(done.stdout + "\n" + done.stderr, pack)
        problems = listed(lines, pack)
        if done.returncode != 0 and not problems:
            problems = [unlisted(lines, done.returncode)]
    finish("contentctl", len(files), problems)


def plain(text, pack):
    """Without progress bars, boxes and pictures. A picture at the start of a line becomes `*`."""
    lines = []
    for line in text.replace(f"{pack}/", "").split("\n"):
        line = line.split("\r")[-1].rstrip()
        bare = "".join(c for c in line if not drawn(c))
        if bare.strip() and "Progress:" not in bare:
            mark = "* " if drawn(line.strip()[0]) else ""
            lines.append(mark + bare.strip())
    return lines


def drawn(character):
    return unicodedata.category(character) in ("So", "Cf", "Me", "Mn") or character == "\u26a1"


def listed(lines, pack):
    """The table of files: a header `File: path`, then issues, each of one line or more."""
    problems, file = [], None
    for line in lines:
        if found := re.search(r"^\* (?:\d+ )?File: (\S+)$", line):
            file = found[1]
        elif "Next Steps" in line:
            break
        elif file and line.startswith("* "):
            if "Validation Issues" not in line:
                text = re.sub(r"^(Value error|Assertion failed), ", "", line[2:].strip())
                problems.append(problem(file, text, line_of_key(pack / file, text)))
        elif file and problems and problems[-1]["file"] == file:
            problems[-1]["message"] += f" {line}"
    return problems


def line_of_key(path, message):
    found = re.match(r"(?:Unexpected Field|Field Required|Invalid Value for):? (\w+)$", message)
    text = path.read_text(encoding="utf-8").split("\n") if found and path.exists() else []
    lines = [i for i, line in enumerate(text, 1) if re.match(rf"\s*{found[1]}:", line)]
    return lines[0] if lines else None


def unlisted(lines, code):
    """Other failures are prose; the first file that it names is the place."""
    noise = re.compile("Verbose error logging|Please use the --verbose|^[|+-]+$")
    text = " ".join(line for line in lines if not noise.search(line))
    file = re.search(r"[\w./-]+\.(?:yml|yaml|csv|json)", text)
    return problem(file[0] if file else ".", text[-600:] or f"exit code {code}, nothing said")


main()
