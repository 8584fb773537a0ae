"""appinspect.py APP: packs the app's folder as Splunk wants it and runs the precert checks."""

import configparser
import json
import re
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

from report import cannot_run, execute, finish, folder_argument, problem

BAD = ("error", "failure", "future_failure", "warning", "skipped", "manual_check")


def main():
    app = folder_argument()
    with TemporaryDirectory(prefix="app-") as scratch:
        archive, out = Path(scratch) / "app.tar.gz", Path(scratch) / "report.json"
        with tarfile.open(archive, "w:gz") as tar:
            tar.add(app, arcname=app_id(app), filter=shipped)
        command = ["splunk-appinspect", "inspect", str(archive), "--mode", "precert"]
        done = execute([*command, "--output-file", str(out), "--data-format", "json"], scratch)
        if not out.exists():
            cannot_run(f"AppInspect made no report: {(done.stderr or done.stdout)[-600:]}")
        report = json.loads(out.read_text(encoding="utf-8"))
    checks = [c for r in report["reports"] for g in r["groups"] for c in g["checks"]]
    finish("splunk-appinspect", len(checks), complaints(checks), **report["summary"])


def app_id(app):
    """Splunk's rule: the folder in the archive has the id of the app."""
    conf = configparser.ConfigParser(interpolation=None, strict=False)
    conf.read(app / "default" / "app.conf", encoding="utf-8")
    return conf.get("package", "id", fallback=app.name)


def shipped(entry):
    entry.mode = 0o755 if entry.isdir() else 0o644
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = "root"
    return entry


def complaints(checks):
    """One problem for each place and text, with the checks that found it."""
    found = {}
    for check in checks:
        notes = [note for note in check["messages"] if note["result"] in BAD]
        if check["result"] in BAD and not notes:
            notes = [{"message": "no text"}]
        for note in notes:
            # Some notes have the text "None" for a file, and repeat the place in their last words.
            file = note.get("message_filename") if note.get("message_filename") != "None" else None
            text = re.sub(r" *File: \S+( Line Number: \d+)?\s*$", "", note["message"])
            place = (file or ".", note.get("message_line"), f"{check['result']}: {text}")
            found.setdefault(place, []).append(check["name"])
    return [
        problem(file, f"{text} ({named(names)})", line)
        for (file, line, text), names in found.items()
    ]


def named(names):
    first, *others = sorted(names)
    return f"{first} and {len(others)} more" if others else first


main()
