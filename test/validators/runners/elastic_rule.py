"""What must hold for one rule file besides its query.

First the keys and their values, then the house rules of Elastic's own repository.
"""

import re
from datetime import date
from itertools import chain

import elastic_tables as t

TAG_PREFIXES = (
    *("Data Source", "Domain", "OS", "Platform", "Resources", "Rule Type", "Service"),
    *("Tactic", "Threat", "Use Case", "Vuln"),
)
CLOUD_TAGS = ("Domain: Cloud", "Data Source: AWS", "Data Source: Amazon Web Services")
SUB_TABLES_LAST = (dict, list)


def keys(rule_file):
    """Tables, keys, types and patterns, as (key, message)."""
    yield from t.wrong_keys(
        rule_file, "file", {"metadata": dict, "transform": dict, "rule": dict}, ("metadata", "rule")
    )
    metadata, rule = table(rule_file, "metadata"), table(rule_file, "rule")
    yield from t.wrong_keys(metadata, "metadata", t.METADATA, t.METADATA_REQUIRED)
    further, languages = t.TYPES.get(text(rule, "type"), ({}, ()))
    yield from t.wrong_keys(rule, "rule", t.RULE | further, t.RULE_REQUIRED)
    if text(rule, "type") not in t.TYPES:
        yield "type", f"rule.type is {rule.get('type')!r}; this gate knows {', '.join(t.TYPES)}"
    elif rule.get("language") not in languages:
        yield "language", f"a rule of type {rule['type']} is in {' or '.join(languages)}"
    yield from dates(metadata)
    if "min_stack_version" in metadata and "min_stack_comments" not in metadata:
        yield "min_stack_version", "metadata.min_stack_version wants metadata.min_stack_comments"
    if ("index" in rule) == ("data_view_id" in rule):
        yield "index", "a rule has either index or data_view_id"
    if not 0 <= number(rule, "risk_score") <= 100:
        yield "risk_score", "rule.risk_score goes from 0 to 100"
    if "max_signals" in rule and not 1 <= number(rule, "max_signals") < 1000:
        yield "max_signals", "rule.max_signals goes from 1 to 999; better leave it out"
    yield from chain(suppression(rule), threshold(rule), new_terms(rule), threats(rule))
    if "investigation_fields" in rule:
        allowed = {"field_names": t.TEXTS}
        found = table(rule, "investigation_fields")
        yield from t.wrong_keys(found, "investigation_fields", allowed, allowed)


def table(parent, key):
    return parent[key] if isinstance(parent.get(key), dict) else {}


def tables(parent, key):
    found = parent.get(key)
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def texts(parent, key):
    found = parent.get(key)
    return [item for item in found if isinstance(item, str)] if isinstance(found, list) else []


def number(parent, key):
    return parent[key] if t.fits(parent.get(key), int) else 0


def text(parent, key):
    return parent[key] if isinstance(parent.get(key), str) else ""


def dates(metadata):
    found = {}
    for key in ("creation_date", "updated_date"):
        if re.fullmatch(t.PATTERNS[f"metadata.{key}"], text(metadata, key)):
            try:
                found[key] = date(*map(int, metadata[key].split("/")))
            except ValueError:
                yield key, f"metadata.{key} {metadata[key]!r} is no day of the calendar"
    if len(found) == 2 and found["updated_date"] < found["creation_date"]:
        yield "updated_date", "metadata.updated_date lies before creation_date"


def suppression(rule):
    if "alert_suppression" not in rule:
        return
    found, place = table(rule, "alert_suppression"), "alert_suppression"
    if rule.get("type") == "threshold":
        yield from t.wrong_keys(found, place, {"duration": dict}, ("duration",))
    else:
        required = ("group_by", "missing_fields_strategy")
        yield from t.wrong_keys(found, place, t.SUPPRESSION, required)
        if not 1 <= len(texts(found, "group_by")) <= 3:
            yield place, "alert_suppression.group_by names one to three fields"
        if found.get("missing_fields_strategy") not in ("suppress", "doNotSuppress"):
            yield place, "alert_suppression.missing_fields_strategy is suppress or doNotSuppress"
    if "duration" in found:
        yield from t.wrong_keys(table(found, "duration"), "duration", t.DURATION, t.DURATION)
        if table(found, "duration").get("unit") not in ("s", "m", "h"):
            yield place, "duration.unit is s, m or h"


def threshold(rule):
    if rule.get("type") != "threshold":
        return
    found = table(rule, "threshold")
    yield from t.wrong_keys(found, "threshold", t.THRESHOLD, ("field", "value"))
    if len(texts(found, "field")) > 3:
        yield "threshold", "threshold.field names at most three fields, or five from stack 9.2"
    if number(found, "value") < 1:
        yield "threshold", "threshold.value is 1 or more"
    for part in tables(found, "cardinality"):
        yield from t.wrong_keys(part, "cardinality", t.CARDINALITY, t.CARDINALITY)


def new_terms(rule):
    if rule.get("type") != "new_terms":
        return
    found = table(rule, "new_terms")
    yield from t.wrong_keys(found, "new_terms", t.NEW_TERMS, t.NEW_TERMS)
    if found.get("field") != "new_terms_fields" or not 1 <= len(texts(found, "value")) <= 3:
        yield "new_terms", 'new_terms wants field = "new_terms_fields" and one to three names'
    for part in tables(found, "history_window_start"):
        yield from t.wrong_keys(part, "history_window_start", t.HISTORY, t.HISTORY)
        if part.get("field") != "history_window_start" or not re.fullmatch(
            t.PATTERNS["rule.from"], text(part, "value")
        ):
            yield "history_window_start", 'history_window_start wants a value such as "now-7d"'


def threats(rule):
    for threat in tables(rule, "threat"):
        yield from t.wrong_keys(threat, "threat", t.THREAT, ("framework", "tactic"))
        if threat.get("framework") != "MITRE ATT&CK":
            yield "framework", 'threat.framework is "MITRE ATT&CK"'
        yield from attack(table(threat, "tactic"), "tactic", t.TACTIC, r"TA\d{4}", "tactics")
        for technique in tables(threat, "technique"):
            yield from attack(technique, "technique", t.TECHNIQUE, r"T\d{4}", "techniques")
            for part in tables(technique, "subtechnique"):
                pattern = re.escape(text(technique, "id")) + r"\.\d{3}"
                yield from attack(part, "subtechnique", t.SUBTECHNIQUE, pattern, "techniques")


def attack(entry, place, kinds, pattern, folder):
    yield from t.wrong_keys(entry, place, kinds, ("id", "name", "reference"))
    identifier = text(entry, "id")
    if not re.fullmatch(pattern, identifier):
        yield place, f"{place}.id {identifier!r} does not match {pattern}"
    expected = f"https://attack.mitre.org/{folder}/{identifier.replace('.', '/')}/"
    if text(entry, "reference") != expected:
        yield place, f"{place}.reference of {identifier} is {expected}"


def house(rule_file, path):
    """Elastic's tests over its own rules, as far as they hold for any pack, as (key, message)."""
    metadata, rule = table(rule_file, "metadata"), table(rule_file, "rule")
    yield from order(rule_file, metadata, rule)
    first = next((table(threat, "tactic") for threat in tables(rule, "threat")), {})
    slug = re.sub(r"[ -]", "_", text(first, "name")).lower()
    if not re.fullmatch(r"[a-z0-9_]+\.toml", path.name):
        yield "file", "the file name has only a-z, 0-9 and _"
    if slug and not path.name.startswith(f"{slug}_"):
        yield "file", f"the file name starts with the first tactic, {slug}_"
    low, high = t.RISK.get(text(rule, "severity"), (0, 100))
    if not low <= number(rule, "risk_score") <= high:
        yield "risk_score", f"severity {rule['severity']} has a risk_score from {low} to {high}"
    if not text(rule, "description").strip():
        yield "description", "rule.description is empty"
    yield from building_block(rule, path.parent.name == "rules_building_block")
    yield from guide(rule)
    yield from tags(rule, text(first, "name"))
    yield from tactics(rule)
    if "aws" not in (*texts(metadata, "integration"), text(metadata, "integration")):
        yield "integration", 'an index logs-aws.* wants metadata.integration = ["aws"]'
    if any(not name.startswith("logs-aws.cloudtrail") for name in texts(rule, "index")):
        yield "index", "rule.index names logs-aws.cloudtrail-* and nothing else"
    is_sequence = text(rule, "query").lstrip().startswith(("sequence", "sample"))
    if not is_sequence and rule.get("timestamp_override") != "event.ingested":
        yield "timestamp_override", 'timestamp_override is "event.ingested", except in sequences'


def building_block(rule, is_apart):
    """Building blocks have a folder and a tag of their own, and run seldom."""
    is_block = "building_block_type" in rule
    if is_block != is_apart:
        yield "building_block_type", "rules_building_block/ holds building blocks and no others"
    if is_block != ("Rule Type: BBR" in texts(rule, "tags")):
        yield "tags", "building blocks, and only they, have the tag 'Rule Type: BBR'"
    if is_block and (t.minutes(text(rule, "from")) < 119 or t.minutes(text(rule, "interval")) < 60):
        yield "from", "a building block reads now-119m or more, every 60m or less often"


def order(rule_file, metadata, rule):
    """Plain keys by the alphabet with the query last, then sub-tables by the alphabet."""
    if list(rule_file) != [key for key in ("metadata", "transform", "rule") if key in rule_file]:
        yield "metadata", "the tables stand in the order metadata, transform, rule"
    for place, found in (("metadata", metadata), ("rule", rule)):
        ranked = sorted(
            found, key=lambda key, found=found: (is_table(found[key]), key == "query", key)
        )
        wrong = [key for key, expected in zip(found, ranked, strict=True) if key != expected]
        if wrong:
            yield wrong[0], f"{place}.{wrong[0]} is out of order; the order is {', '.join(ranked)}"


def is_table(value):
    return isinstance(value, dict) or (
        isinstance(value, list) and any(isinstance(i, dict) for i in value)
    )


def guide(rule):
    note, setup = text(rule, "note"), text(rule, "setup")
    if f"### Investigating {text(rule, 'name')}\n" not in f"{note}\n":
        yield "note", f"rule.note has no line '### Investigating {text(rule, 'name')}'"
    if "## Triage and analysis" not in note:
        yield "note", "rule.note has no line '## Triage and analysis'"
    if re.search("!{ *investigate", note):
        yield "note", "an investigate block belongs in [transform]"
    if len(re.findall("^## Setup", f"{note}\n{setup}", re.MULTILINE)) > (0 if setup else 1):
        yield "setup", "setup is in the note below '## Setup', or in rule.setup without that line"


def tags(rule, tactic):
    found = texts(rule, "tags")
    wanted = [*CLOUD_TAGS, "Data Source: AWS CloudTrail"] + (
        [f"Tactic: {tactic}"] if tactic else []
    )
    if "Investigating" in text(rule, "note"):
        wanted.append("Resources: Investigation Guide")
    for tag in wanted:
        if tag not in found:
            yield "tags", f"the tag {tag!r} is missing"
    for tag in found:
        if not tag.startswith(tuple(f"{prefix}: " for prefix in TAG_PREFIXES)):
            yield "tags", f"the tag {tag!r} starts with none of the known prefixes"
    folded = [tag.lower() for tag in found]
    for tag in sorted({tag for tag in folded if folded.count(tag) > 1}):
        yield "tags", f"the tag {tag!r} stands there twice"


def tactics(rule):
    names = [text(table(threat, "tactic"), "name") for threat in tables(rule, "threat")]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield "threat", f"the tactic {name!r} has two entries; one entry lists all its techniques"
