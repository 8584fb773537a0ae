"""elastic.py PACK FIELDS.json: rule files (TOML) and their NDJSON.

FIELDS maps the name of a field to its Elasticsearch type.
"""

import json
import re
import sys
import tomllib
from pathlib import Path

from elastic_query import eql_problems, kql_problems, schedule_problems
from elastic_rule import house, keys, table, tables, text, texts
from report import cannot_run, finish, folder_argument, problem

# Each event that a query asks for is one of CloudTrail's.
ANCHOR = re.compile(r'data_stream\.dataset\s*(?:==|:)\s*"aws\.cloudtrail"')
PACKED = ("related_integrations", "required_fields", "version")


def main():
    pack = folder_argument()
    if len(sys.argv) < 3 or not Path(sys.argv[2]).is_file():
        cannot_run("usage: elastic.py PACK FIELDS.json")
    fields = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    rules, problems = {}, []
    for path in sorted(pack.rglob("*.toml")):
        name, source = str(path.relative_to(pack)), path.read_text(encoding="utf-8")
        try:
            rules[name] = tomllib.loads(source)
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"at line (\d+)", str(error))
            problems.append(problem(name, f"TOML: {error}", int(line[1]) if line else None))
            continue
        problems += rule_problems(name, source, rules[name], fields)
    problems += repeated(rules)
    for path in sorted(pack.rglob("*.ndjson")):
        problems += packed(str(path.relative_to(pack)), path.read_text(encoding="utf-8"), rules)
    finish("eql", len(rules), problems)


def rule_problems(name, source, content, fields):
    for check in (keys(content), house(content, Path(name))):
        for key, message in check:
            yield problem(name, message, line_of(source, key))
    rule = table(content, "rule")
    query = text(rule, "query")
    start = line_of(source, "query") or 1
    found = []
    if rule.get("language") == "eql":
        found = [*eql_problems(query, fields)]
        found += schedule_problems(
            query, text(rule, "from") or "now-6m", text(rule, "interval") or "5m"
        )
    elif rule.get("language") == "kuery":
        found = [*kql_problems(query, fields)]
    if len(ANCHOR.findall(query)) < max(1, query.count("any where")):
        found.append((1, 'the query does not ask for data_stream.dataset "aws.cloudtrail"'))
    # A text that starts on the line after its quotes has its first line there.
    shift = 1 if re.search(r"^query = ('''|\"\"\")$", source, re.MULTILINE) else 0
    for line, message in found:
        yield problem(name, message, start + shift + line - 1)
    for name_of_field in asked(rule):
        if name_of_field not in fields:
            yield problem(name, f"unknown field {name_of_field}", line_of(source, name_of_field))


def asked(rule):
    """Fields that a rule names outside its query."""
    yield from texts(table(rule, "alert_suppression"), "group_by")
    yield from texts(table(rule, "investigation_fields"), "field_names")
    yield from texts(table(rule, "threshold"), "field")
    yield from (text(part, "field") for part in tables(table(rule, "threshold"), "cardinality"))
    if rule.get("type") == "new_terms":
        yield from texts(table(rule, "new_terms"), "value")


def line_of(source, key):
    """The line that sets a key, else the first that mentions it."""
    lines = source.split("\n")
    sets = [
        i
        for i, line in enumerate(lines, 1)
        if re.match(rf"\s*(\[+[\w.]*\b)?{re.escape(key)}\b\s*[=\]]", line)
    ]
    names = [i for i, line in enumerate(lines, 1) if f'"{key}"' in line]
    return (sets + names + [None])[0]


def repeated(rules):
    for key in ("rule_id", "name"):
        seen = {}
        for file, content in rules.items():
            value = text(table(content, "rule"), key)
            if value in seen:
                yield problem(file, f"rule.{key} {value!r} stands in {seen[value]} too")
            seen.setdefault(value, file)


def packed(file, source, rules):
    """Each line is one of the rules as Kibana takes it."""
    by_id = {
        text(table(content, "rule"), "rule_id"): table(content, "rule")
        for content in rules.values()
    }
    seen = set()
    for line, row in enumerate(source.splitlines(), 1):
        try:
            entry = json.loads(row)
        except json.JSONDecodeError as error:
            yield problem(file, f"JSON: {error}", line)
            continue
        if not isinstance(entry, dict):
            yield problem(file, "a line is one JSON object", line)
            continue
        seen.add(text(entry, "rule_id"))
        for message in packed_rule(entry, by_id.get(text(entry, "rule_id"))):
            yield problem(file, message, line)
    for missing in sorted(by_id.keys() - seen):
        yield problem(file, f"the rule {missing} has no line")


def packed_rule(entry, rule):
    if rule is None:
        yield f"no rule file has the rule_id {entry.get('rule_id')!r}"
        return
    if list(entry) != sorted(entry):
        yield "the keys are not sorted"
    new_terms = {"new_terms_fields", "history_window_start"} if "new_terms" in rule else set()
    expected = {*rule, *PACKED, *new_terms} - {"new_terms", "threat_mappings"}
    for key in sorted(expected ^ entry.keys()):
        yield f"the key {key!r} is {'missing' if key in expected else 'too much'}"
    for key in sorted(rule.keys() & entry.keys()):
        if flat(entry[key]) != flat(rule[key]):
            yield f"{key!r} is not the one of the rule file"
    for threat in tables(entry, "threat"):
        if "technique" not in threat:
            yield "each threat has a list technique, empty if need be"


def flat(value):
    """Text as it is packed: white space is normalised; a missing technique is an empty list."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return [flat(item) for item in value]
    if isinstance(value, dict):
        filled = {"technique": []} | value if "tactic" in value else value
        return {key: flat(item) for key, item in sorted(filled.items())}
    return value


main()
