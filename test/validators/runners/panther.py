"""panther.py PACK: panther-analysis-tool on the pack; black, isort and pylint on its modules."""

import json
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import yaml
from panther_house import house, module_of
from report import copy_of, execute, finish, folder_argument, problem

PYLINT_RC = Path(__file__).parent / "pylintrc"


def main():
    with copy_of(folder_argument()) as pack:
        specs = read_specs(pack)
        modules = [str(path.relative_to(pack)) for path in sorted(pack.rglob("*.py"))]
        with ThreadPoolExecutor() as pool:
            verdict = pool.submit(official_tests, pack, specs)
            checks = [
                pool.submit(formatting, pack, modules, ["black", "--diff", "-q", "-l", "100"]),
                pool.submit(formatting, pack, modules, ["isort", "--profile", "black", "--diff"]),
                pool.submit(pylint, pack, modules),
            ]
        problems, refused = verdict.result()
        problems += [found for check in checks for found in check.result()]
    # The shape of a file is known only when the tool took it.
    sound = [entry for entry in specs if entry[0] not in refused]
    problems += house(sound, {module_of(path, spec) for path, spec, _ in specs}, modules)
    rules = [spec for _, spec, _ in sound if spec.get("AnalysisType") == "rule"]
    tests = sum(len(spec.get("Tests") or []) for spec in rules)
    finish("panther-analysis-tool", len(specs), problems, tests=tests, modules=len(modules))


def read_specs(pack):
    """All YAML files as (path, content, line of each test)."""
    specs = []
    for path in sorted([*pack.rglob("*.yml"), *pack.rglob("*.yaml")]):
        text = path.read_text(encoding="utf-8")
        try:
            spec = yaml.load(text, Loader=yaml.CSafeLoader)
            lines = test_lines(yaml.compose(text, Loader=yaml.CSafeLoader))
        except (yaml.YAMLError, AttributeError, TypeError, ValueError):
            spec, lines = {}, {}  # the tool says what is wrong with it
        specs.append((str(path.relative_to(pack)), spec if isinstance(spec, dict) else {}, lines))
    return specs


def test_lines(root):
    entries = {key.value: value for key, value in root.value}
    tests = entries["Tests"].value if "Tests" in entries else []
    names = [value for test in tests for key, value in test.value if key.value == "Name"]
    return {name.value: name.start_mark.line + 1 for name in names}


def official_tests(pack, specs):
    """The problems that the tool tells, and the files that it could not use."""
    command = ["panther_analysis_tool", "--skip-version-check", "test", "--path", "."]
    done = execute(command, pack, without=["PANTHER_"])
    files = {str(spec["RuleID"]): path for path, spec, _ in specs if "RuleID" in spec}
    run = read_output(done.stdout, files)
    problems = [invalid_file(pack, files, path, text) for path, text in run.invalid]
    refused = {found["file"] for found in problems}
    for path, spec, lines in specs:
        if path in refused:
            continue
        if spec.get("AnalysisType") == "pack":
            continue  # it has nothing to run; a bad one is listed as invalid
        if str(spec.get("RuleID")) in run.passed:
            problems += failed_tests(path, spec, lines, run)
        else:
            problems.append(problem(path, "the tool did not mention this file"))
            refused.add(path)
    for line in done.stderr.splitlines():
        file = file_named_in(line, specs)
        if re.match(r"(WARNING|ERROR|CRITICAL)\b", line) and file not in refused:
            problems.append(problem(file, line.replace(f"{pack}/", "")))
    if done.returncode != 0 and not problems:
        problems.append(problem(".", f"exit code {done.returncode}: {done.stderr or done.stdout}"))
    if any(spec.get("AnalysisType") == "pack" for _, spec, _ in specs):
        problems += packs_checked(pack)
    return problems, refused


def packs_checked(pack):
    """Is each rule that belongs into a pack in one, and only such a rule?"""
    command = ["panther_analysis_tool", "--skip-version-check", "check-packs", "--path", "."]
    done = execute(command, pack, without=["PANTHER_"])
    if done.returncode == 0:
        return []
    return [problem("packs", f"check-packs: {(done.stdout + done.stderr).strip()}")]


class Run:
    """What the tool printed: tests passed per rule, why tests failed, and the invalid files."""

    def __init__(self):
        self.passed, self.failures, self.invalid = {}, {}, []


def read_output(text, ids):
    run = Run()
    rule_id = test = section = None
    for line in text.splitlines():
        if re.match(r"(\w+ Tests|Test) Summary$", line):
            section = line
        elif section == "Invalid Tests Summary":
            if re.match(r"\t\S", line):
                run.invalid.append((line.strip(), ""))
            elif run.invalid and line.strip("- "):
                path, message = run.invalid.pop()
                run.invalid.append((path, f"{message} {line.strip()}"))
        elif line in ids and not section:
            rule_id, test = line, None
            run.passed[rule_id] = []
        elif found := re.match(r"\t\[(PASS|FAIL)\] (.*)$", line):
            test = found[2]
            if found[1] == "PASS":
                run.passed[rule_id].append(test)
            else:
                run.failures[rule_id, test] = ""
        elif (rule_id, test) in run.failures and (found := re.match(r"\t\t\[FAIL\] (.*)$", line)):
            run.failures[rule_id, test] += f" {found[1]}"
    return run


def failed_tests(path, spec, lines, run):
    """Every test of a rule must be seen as PASS: the tool's own count of passes can be wrong."""
    if spec.get("AnalysisType") != "rule":
        return
    rule_id = spec["RuleID"]
    expected = Counter(test["Name"] for test in spec.get("Tests") or [])
    for name in expected - Counter(run.passed[rule_id]):
        why = run.failures.get((rule_id, name), "it was not run")
        yield problem(path, f"test {name!r} did not pass: {why}", lines.get(name))


def invalid_file(pack, files, path, text):
    """The summary names a file by path or by id, and tells a missing module by its bare path."""
    name = path.removeprefix(f"{pack}/").removeprefix("./")
    text = text.replace(f"{pack}/", "").strip()
    return problem(files.get(name, name), f"no module {text}" if text.endswith(".py") else text)


def file_named_in(line, specs):
    for path, spec, _ in specs:
        if path in line or ("RuleID" in spec and str(spec["RuleID"]) in line):
            return path
    return "."


def formatting(pack, modules, command):
    """Any difference is a problem, at the first line that differs."""
    if not modules:
        return []
    done = execute([*command, *modules], pack, BLACK_CACHE_DIR=str(pack / ".cache"))
    problems, file = [], "."
    for line in done.stdout.splitlines():
        if line.startswith("--- "):
            file = line[4:].split("\t")[0].removeprefix(f"{pack}/").removesuffix(":before")
        elif found := re.match(r"@@ -(\d+)", line):
            problems.append(problem(file, f"{command[0]} would change it", int(found[1])))
    for line in re.findall(r"(?i)^error: .*", done.stderr, re.MULTILINE):
        file = next((module for module in modules if module in line), ".")
        problems.append(problem(file, f"{command[0]}: {line.replace(f'{pack}/', '')}"))
    return problems


def pylint(pack, modules):
    """Ten of ten means no message at all."""
    if not modules:
        return []
    command = ["pylint", "--rcfile", str(PYLINT_RC), "--output-format", "json2", *modules]
    done = execute(command, pack, PYLINTHOME=str(pack / ".cache"))
    return [
        problem(found["path"], f"pylint: {found['message']} ({found['symbol']})", found["line"])
        for found in json.loads(done.stdout)["messages"]
    ]


main()
