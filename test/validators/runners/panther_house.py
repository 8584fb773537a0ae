"""What panther-analysis-tool does not look at, and what Panther's own repository asks for."""

import re
from pathlib import Path

from report import problem

KINDS = ("rule", "correlation_rule", "pack")
MITRE = re.compile(r"^TA\d+:T\d+(\.\d+)?$")


def module_of(path, spec):
    return str(Path(path).parent / str(spec.get("Filename")))


def house(specs, used, modules):
    """Problems of files that the tool took; `used` are the modules that any file names."""
    ids = {spec.get("RuleID") for _, spec, _ in specs}
    for path, spec, _ in specs:
        for message in (*any_kind(spec), *rule(path, spec), *correlation(spec, ids)):
            yield problem(path, message)
    for module in modules:
        if module not in used:
            yield problem(module, "no rule uses this module")


def any_kind(spec):
    if spec and spec.get("AnalysisType") not in KINDS:
        yield f"AnalysisType is {spec.get('AnalysisType')!r}, expected one of {', '.join(KINDS)}"
    for entry in (spec.get("Reports") or {}).get("MITRE ATT&CK") or []:
        if not MITRE.match(str(entry)):
            yield f"MITRE ATT&CK entry {entry!r} is not of the form TA0001:T1078.004"


def rule(path, spec):
    if spec.get("AnalysisType") != "rule":
        return
    if Path(str(spec.get("Filename"))).stem != Path(path).stem:
        yield f"Filename {spec.get('Filename')!r} has another base name than this file"
    if spec.get("LogTypes") != ["AWS.CloudTrail"]:
        yield f"LogTypes is {spec.get('LogTypes')!r}, expected AWS.CloudTrail"
    if {test.get("ExpectedResult") for test in spec.get("Tests") or []} != {True, False}:
        yield "a rule needs a test that matches and a test that does not"


def correlation(spec, ids):
    """The tool neither runs a correlation rule nor looks up the rules that it names."""
    detection = spec.get("Detection")
    for part in detection if isinstance(detection, list) else []:
        for step in part.get("Sequence") or part.get("Group") or []:
            if step.get("RuleID") not in ids:
                yield f"the rule {step.get('RuleID')!r} of this correlation is not in the pack"
