"""panther.py PACK: panther-analysis-tool on the whole pack, then black, isort and pylint on its modules."""

import json
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import yaml
from report import copy_of, execute, finish, folder_argument, problem

PYLINT_RC = Path(__file__).parent / "pylintrc"
MITRE = re.compile(r"^TA\d+:T\d+(\.\d+)?$")
RULES = ("rule", "correlation_rule")


def main():
    with copy_of(folder_argument()) as pack:
        specs = read_specs(pack)
        modules = [str(path.relative_to(pack)) for path in sorted(pack.rglob("*.py"))]
        with ThreadPoolExecutor() as pool:
            checks = [
                pool.submit(official_tests, pack, specs),
                pool.submit(formatting, pack, modules, ["black", "--diff", "-q", "-l", "100"]),
                pool.submit(formatting, pack, modules, ["isort", "--profile", "black", "--diff"]),
                pool.submit(pylint, pack, modules),
            ]
        problems = [found for check in checks for found in check.result()]
        problems += house(specs, modules)
    rules = [spec for _, spec, _ in specs if spec.get("AnalysisType") == "rule"]
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
        except yaml.YAMLError:
            spec, lines = {}, {}  # the tool says what is wrong with it
        specs.append((str(path.relative_to(pack)), spec if isinstance(spec, dict) else {}, lines))
    return specs


def test_lines(root):
    entries = {key.value: value for key, value in root.value}
    tests = entries["Tests"].value if "Tests" in entries else []
    names = [value for test in tests for key, value in test.value if key.value == "Name"]
    return {name.value: name.start_mark.line + 1 for name in names}


def official_tests(pack, specs):
    """Every test of every rule must be seen as PASS. The tool's own count of passes is not trusted."""
    command = ["panther_analysis_tool", "--skip-version-check", "test", "--path", "."]
    done = execute(command, pack, without=["PANTHER_"])
    known = {spec.get("RuleID"): path for path, spec, _ in specs if spec.get("RuleID")}
    seen, passed, failures, summary = read_output(done.stdout, set(known))

    problems = [invalid_file(pack, known, path, text) for path, text in summary]
    refused = {found["file"] for found in problems}
    for path, spec, lines in specs:
        rule_id = spec.get("RuleID")
        if path in refused:
            continue
        if rule_id not in seen:
            problems.append(problem(path, "the tool did not mention this file"))
        elif spec.get("AnalysisType") == "rule":
            missing = Counter(test["Name"] for test in spec.get("Tests") or [])
            missing -= Counter(passed[rule_id])
            for name in missing:
                why = failures.get((rule_id, name), "it was not run")
                problems.append(problem(path, f"test {name!r} did not pass: {why}", lines.get(name)))

    for line in done.stderr.splitlines():
        file = file_named_in(line, specs)
        if re.match(r"(WARNING|ERROR|CRITICAL)\b", line) and file not in refused:
            problems.append(problem(file, line.replace(f"{pack}/", "")))
    if done.returncode != 0 and not problems:
        problems.append(problem(".", f"exit code {done.returncode}: {done.stderr or done.stdout}"))
    return problems


def read_output(text, ids):
    """Rule ids seen, tests passed per id, why tests failed, and the files listed as invalid."""
    seen, passed, failures, invalid = set(), {}, {}, []
    rule_id = test = section = None
    for line in text.splitlines():
        if re.match(r"\w+ Tests? Summary$|Test Summary$", line):
            section = line
        elif section == "Invalid Tests Summary":
            if re.match(r"\t\S", line):
                invalid.append((line.strip(), ""))
            elif invalid and line.strip("- "):
                invalid[-1] = (invalid[-1][0], f"{invalid[-1][1]} {line.strip()}")
        elif line in ids and not section:
            rule_id, test = line, None
            seen.add(rule_id)
            passed[rule_id] = []
        elif found := re.match(r"\t\[(PASS|FAIL)\] (.*)$", line):
            test = found[2]
            if found[1] == "PASS":
                passed[rule_id].append(test)
            else:
                failures[rule_id, test] = ""
        elif (rule_id, test) in failures and (found := re.match(r"\t\t\[FAIL\] (.*)$", line)):
            failures[rule_id, test] += f" {found[1]}"
    return seen, passed, failures, invalid


def invalid_file(pack, known, path, text):
    """The summary names a file by its path, or by its id; a missing module is told by its bare path."""
    name = path.removeprefix(f"{pack}/").removeprefix("./")
    text = text.replace(f"{pack}/", "").strip()
    return problem(known.get(name, name), f"no module {text}" if text.endswith(".py") else text)


def file_named_in(line, specs):
    for path, spec, _ in specs:
        if path in line or (spec.get("RuleID") and spec["RuleID"] in line):
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
    result = json.loads(execute(command, pack, PYLINTHOME=str(pack / ".cache")).stdout)
    return [
        problem(found["path"], f"pylint: {found['message']} ({found['symbol']})", found["line"])
        for found in result["messages"]
    ]


def house(specs, modules):
    """What the tool does not look at, and what Panther's own repository asks for."""
    problems = []
    ids = {spec.get("RuleID") for _, spec, _ in specs}
    used = set()
    for path, spec, _ in specs:

        def complain(message, path=path):
            problems.append(problem(path, message))

        if spec and spec.get("AnalysisType") not in RULES:
            complain(f"AnalysisType is {spec.get('AnalysisType')!r}, expected one of {RULES}")
        for tactic in (spec.get("Reports") or {}).get("MITRE ATT&CK") or []:
            if not MITRE.match(str(tactic)):
                complain(f"MITRE ATT&CK entry {tactic!r} is not of the form TA0001:T1078.004")
        if spec.get("AnalysisType") == "rule":
            module = str(Path(path).parent / str(spec.get("Filename")))
            used.add(module)
            if Path(module).stem != Path(path).stem:
                complain(f"Filename {spec.get('Filename')!r} has another base name than this file")
            if spec.get("LogTypes") != ["AWS.CloudTrail"]:
                complain(f"LogTypes is {spec.get('LogTypes')!r}, expected AWS.CloudTrail")
            expected = {test.get("ExpectedResult") for test in spec.get("Tests") or []}
            if expected != {True, False}:
                complain("a rule needs a test that matches and a test that does not")
        for rule_id in sub_rules(spec.get("Detection")):
            if rule_id not in ids:
                complain(f"the rule {rule_id!r} of this correlation is not in the pack")
    for module in modules:
        if module not in used:
            problems.append(problem(module, "no rule uses this module"))
    return problems


def sub_rules(detection):
    for part in detection if isinstance(detection, list) else []:
        for step in (part.get("Sequence") or part.get("Group") or []):
            yield step.get("RuleID")


main()
