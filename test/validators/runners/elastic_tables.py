"""Keys of a rule file: which there are, which must be there, and what a value looks like."""

import re

TEXT, FLAG, WHOLE, TABLE = str, bool, int, dict
TEXTS, TABLES = [str], [dict]
TEXT_OR_TEXTS = (str, [str])

METADATA = {
    "bypass_bbr_timing": FLAG,
    "comments": TEXT,
    "creation_date": TEXT,
    "deprecation_date": TEXT,
    "extended": TABLE,
    "integration": TEXT_OR_TEXTS,
    "maturity": TEXT,
    "min_stack_comments": TEXT,
    "min_stack_version": TEXT,
    "os_type_list": TEXTS,
    "promotion": FLAG,
    "query_schema_validation": FLAG,
    "related_endpoint_rules": [list],
    "updated_date": TEXT,
}
METADATA_REQUIRED = ("creation_date", "updated_date")

RULE = {
    "actions": [dict],
    "alert_suppression": TABLE,
    "author": TEXTS,
    "building_block_type": TEXT,
    "data_view_id": TEXT,
    "description": TEXT,
    "enabled": FLAG,
    "exceptions_list": TABLES,
    "false_positives": TEXTS,
    "filters": TABLES,
    "from": TEXT,
    "index": TEXTS,
    "interval": TEXT,
    "investigation_fields": TABLE,
    "language": TEXT,
    "license": TEXT,
    "max_signals": WHOLE,
    "meta": TABLE,
    "name": TEXT,
    "note": TEXT,
    "query": TEXT,
    "references": TEXTS,
    "response_actions": TABLES,
    "risk_score": WHOLE,
    "risk_score_mapping": TABLES,
    "rule_id": TEXT,
    "rule_name_override": TEXT,
    "setup": TEXT,
    "severity": TEXT,
    "severity_mapping": TABLES,
    "tags": TEXTS,
    "threat": TABLES,
    "threat_mappings": TABLES,
    "throttle": TEXT,
    "timeline_id": TEXT,
    "timeline_title": TEXT,
    "timestamp_override": TEXT,
    "to": TEXT,
    "type": TEXT,
}
RULE_REQUIRED = (
    *("author", "description", "name", "risk_score", "rule_id", "severity", "type"),
    *("language", "query"),
)
# Kibana's own numbers, or made when the rules are packed.
NEVER = {
    "related_integrations": "made when the rules are packed, so only in the NDJSON",
    "required_fields": "made when the rules are packed, so only in the NDJSON",
    "revision": "counted by Kibana",
    "version": "counted when the rules are packed, so only in the NDJSON",
}
# Further keys, and the languages, of each type that a pack may hold.
TYPES = {
    "eql": (
        {"event_category_override": TEXT, "tiebreaker_field": TEXT, "timestamp_field": TEXT},
        ("eql",),
    ),
    "new_terms": ({"new_terms": TABLE}, ("kuery",)),
    "query": ({}, ("kuery",)),
    "threshold": ({"threshold": TABLE}, ("kuery", "eql")),
}

PATTERNS = {
    "metadata.creation_date": r"\d{4}/\d{2}/\d{2}",
    "metadata.maturity": "beta|deprecated|development|experimental|production",
    "metadata.min_stack_version": r"\d+\.\d+\.\d+",
    "metadata.updated_date": r"\d{4}/\d{2}/\d{2}",
    "rule.building_block_type": "default",
    "rule.from": r"now-\d+[yMwdhHms]",
    "rule.interval": r"\d+[mshd]",
    "rule.name": r"[a-zA-Z0-9].+?[a-zA-Z0-9\[\]()]",
    "rule.rule_id": "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    "rule.severity": "critical|high|low|medium",
}
RISK = {"low": (0, 21), "medium": (22, 47), "high": (48, 73), "critical": (74, 100)}

SUPPRESSION = {"duration": TABLE, "group_by": TEXTS, "missing_fields_strategy": TEXT}
DURATION = {"unit": TEXT, "value": WHOLE}
THRESHOLD = {"cardinality": TABLES, "field": TEXTS, "value": WHOLE}
CARDINALITY = {"field": TEXT, "value": WHOLE}
NEW_TERMS = {"field": TEXT, "history_window_start": TABLES, "value": TEXTS}
HISTORY = {"field": TEXT, "value": TEXT}
THREAT = {"framework": TEXT, "tactic": TABLE, "technique": TABLES}
TACTIC = {"id": TEXT, "name": TEXT, "reference": TEXT}
SUBTECHNIQUE = TACTIC
TECHNIQUE = TACTIC | {"subtechnique": TABLES}


def fits(value, kind):
    if isinstance(kind, tuple):
        return any(fits(value, one) for one in kind)
    if isinstance(kind, list):
        return isinstance(value, list) and all(fits(item, kind[0]) for item in value)
    return isinstance(value, kind) and not (kind is int and isinstance(value, bool))


def described(kind):
    if isinstance(kind, tuple):
        return " or ".join(described(one) for one in kind)
    if isinstance(kind, list):
        return {str: "a list of texts", dict: "a list of tables"}.get(kind[0], "a list")
    return {str: "a text", bool: "a boolean", int: "an integer", dict: "a table"}[kind]


def wrong_keys(table, place, kinds, required=()):
    """Unknown keys, missing keys, wrong types and wrong shapes of text, as (key, message)."""
    for key in required:
        if key not in table:
            yield place.split(".")[-1], f"{place} has no key {key!r}"
    for key, value in table.items():
        pattern = PATTERNS.get(f"{place}.{key}")
        if key not in kinds:
            why = NEVER.get(key) if place == "rule" else None
            yield key, f"{place} must not have the key {key!r}" + (f": {why}" if why else "")
        elif not fits(value, kinds[key]):
            yield key, f"{place}.{key} must be {described(kinds[key])}"
        elif pattern and not re.fullmatch(pattern, value):
            yield key, f"{place}.{key} is {value!r}, which does not match {pattern}"


UNITS = {"s": 1 / 60, "m": 1, "h": 60, "d": 1440}


def minutes(text):
    """The minutes of `5m` or `now-5m`; unknown units count as none."""
    found = re.search(r"(\d+)([smhd])$", text)
    return int(found[1]) * UNITS[found[2]] if found else 0
