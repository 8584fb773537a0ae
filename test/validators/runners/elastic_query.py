"""One query against a field table.

EQL goes through the `eql` package, then through a list of forms that it takes and Elasticsearch
refuses or reads otherwise. KQL has no parser on PyPI: only its texts, parentheses and field names
are looked at.
"""

import contextlib
import difflib
import ipaddress
import re

import eql
from elastic_tables import minutes
from eql import parser
from eql.types import TypeHint

FUNCTIONS = (
    *("add", "between", "cidrMatch", "concat", "divide", "endsWith", "indexOf", "length"),
    *("modulo", "multiply", "number", "startsWith", "string", "stringContains", "substring"),
    "subtract",
)
CASE_FOLDING = ("between", "endsWith", "indexOf", "startsWith", "stringContains")
NEEDLES = ("endsWith", "startsWith", "stringContains")
TYPES = {
    "keyword": TypeHint.String,
    "constant_keyword": TypeHint.String,
    "ip": TypeHint.String,
    "long": TypeHint.Numeric,
    "float": TypeHint.Numeric,
    "boolean": TypeHint.Boolean,
}
CONTEXT = (
    parser.elasticsearch_syntax,
    parser.ignore_missing_functions,
    parser.ParserConfig(allow_negation=True, allow_runs=True, allow_sample=True),
)
LONGEST_REGEX = 1000  # index.max_regex_length


class Fields(eql.Schema):
    """The field table as the types that the parser checks with."""

    def __init__(self, table):
        self.table = table
        super().__init__({}, allow_any=True, allow_generic=False, allow_missing=False)

    def validate_event_type(self, event_type):
        return event_type == "any"

    def get_event_type_hint(self, event_type, path):  # pylint: disable=unused-argument
        # A field that is unknown or refused is told by why_not(), so it passes here.
        return TYPES.get(self.table.get(dotted(path)), TypeHint.Unknown), None


def dotted(path):
    return ".".join(str(part) for part in path)


def why_not(name, table):
    """Why EQL can't ask for a field, or None."""
    kind = table.get(name)
    if kind in TYPES:
        return None
    if kind:
        return f"EQL has no use for the field {name}: its type is {kind}"
    if inside_flattened(name, table):
        return f"EQL has no use for the field {name}: it lies in a flattened field"
    near = difflib.get_close_matches(name, table, 1)
    return f"unknown field {name}" + (f"; the closest is {near[0]}" if near else "")


def inside_flattened(name, table):
    parts = name.split(".")
    return any(table.get(dotted(parts[:n])) == "flattened" for n in range(1, len(parts)))


def eql_problems(query, table):
    """All problems of an EQL query as (line, message)."""
    try:
        with contextlib.ExitStack() as stack:
            for part in (*CONTEXT, Fields(table)):
                stack.enter_context(part)
            eql.parse_query(query)
    except eql.EqlError as error:
        # The end of the message is a drawing of the query.
        text = getattr(error, "error_msg", None) or str(error)
        yield getattr(error, "line", 0) + 1, f"EQL: {text}"
        if isinstance(error, eql.EqlSyntaxError):
            return
    except Exception as error:  # pylint: disable=broad-exception-caught
        # The parser's own slips, such as an AttributeError.
        yield 1, f"EQL: the parser gave up: {type(error).__name__}: {error}"
        return
    yield from forms(parser.lark_parser.parse(f"{query}\n", start="piped_query"), table)


def forms(tree, table):
    """Walks the tree as written, since the parsed query no longer tells `:` from `like`."""
    for node in tree.iter_subtrees_topdown():
        line = getattr(node.meta, "line", 1)
        check = CHECKS.get(node.data)
        for message in check(node, table) if check else ():
            yield line, message


def source(node):
    return "".join(str(token) for token in node.scan_values(lambda _: True))


def is_field(node):
    return getattr(node, "data", None) in ("field", "base_field")


def field_name(node):
    return source(node).lstrip("?").replace("`", "") if is_field(node) else None


def check_field(node, table):
    text = source(node)
    if text.startswith("?"):
        yield f"the optional field {text} skips the check of its name"
    if "[" in text:
        yield f"{text}: a field has no elements; a value matches when any of its values does"
    elif why := why_not(field_name(node), table):
        yield why


def check_function(node, table):
    name = str(node.children[0].children[0] if is_tree(node.children[0]) else node.children[0])
    arguments = node.children[1].children if node.children[1] else []
    bare = name.rstrip("~")
    if bare not in FUNCTIONS:
        yield f"{bare}() is not a documented function of Elasticsearch's EQL"
    elif name.endswith("~") and bare not in CASE_FOLDING:
        yield f"{bare}() has no form with ~"
    if bare == "cidrMatch" and arguments:
        if table.get(field_name(arguments[0])) != "ip":
            yield f"cidrMatch() wants a field of type ip, and {source(arguments[0])} is none"
        for block in arguments[1:]:
            if not is_network(source(block).strip('"')):
                yield f"cidrMatch(): {source(block)} is no network"
    if bare in NEEDLES and any(source(item) == '""' for item in arguments):
        yield f"{bare}() with an empty text is read in two ways"


def is_tree(node):
    return hasattr(node, "data")


def is_network(text):
    try:
        return bool(ipaddress.ip_network(text, strict=False))
    except ValueError:
        return False


def check_string_predicate(node, table):
    left, *right = node.children
    operator = str(next(item for item in right if not is_tree(item)))
    literals = [item.children[0] for item in right if is_tree(item)]
    for literal in literals:
        if literal.data != "string":
            yield f"{operator} {source(literal)}: {operator} takes texts only"
        elif operator.startswith("regex") and len(source(literal)) - 2 > LONGEST_REGEX:
            yield f"a regex has at most {LONGEST_REGEX} characters"
    if table.get(field_name(left)) not in ("keyword", "constant_keyword"):
        yield f"{operator} wants a keyword field, and {source(left)} is none"


def check_comparison(node, table):
    left, right = node.children[0], node.children[-1]
    if is_literal(left) and is_literal(right):
        yield f"{source(left)} and {source(right)} are both constants"
    yield from check_addresses(node, table)


def is_literal(node):
    return is_tree(node) and node.data == "literal"


def check_addresses(node, table):
    """Elasticsearch refuses a query that compares an ip field with anything but an address."""
    if any(table.get(field_name(item)) == "ip" for item in node.children):
        for literal in node.find_data("string"):
            if not is_network(source(literal).strip('"')) or "/" in source(literal):
                yield f"{source(literal)} is no address, and the field is of type ip"


def check_runs(node, _table):
    if not 2 <= int(node.children[-1]) <= 100:
        yield "with runs goes from 2 to 100"


def refuse(message):
    return lambda node, table: (message,)


CHECKS = {
    "field": check_field,
    "base_field": check_field,
    "function_call": check_function,
    "string_predicate": check_string_predicate,
    "comparison": check_comparison,
    "in_set": check_addresses,
    "not_in_set": check_addresses,
    "repeated_sequence": check_runs,
    "method": refuse("Elasticsearch has no methods; call the function"),
    "pipes": refuse("a rule has no pipes"),
    "join": refuse("Elasticsearch has no join"),
    "fork_param": refuse("Elasticsearch has no fork"),
    "named_subquery": refuse("Elasticsearch has no subqueries of this kind"),
    "varpath": refuse("Elasticsearch has no variables"),
    "sequence_alias": refuse("Elasticsearch has no names for steps"),
}


def schedule_problems(query, look_back, interval):
    """A sequence must fit in what one run of the rule reads, as (line, message)."""
    found = re.search(r"\bmaxspan\s*=\s*(\d+[smhd])", query)
    if not found:
        return
    span = minutes(found[1])
    if span > minutes(look_back) + 10:
        yield 1, f"maxspan is longer than what a run reads ({look_back}) and ten minutes"
    if span > 2.5 and minutes(interval) < span / 2:
        yield 1, f"an interval of {interval} is less than half of maxspan"


def kql_problems(query, table):
    if query.count('"') - query.count('\\"') & 1:
        yield 1, "KQL: a text is not closed"
        return
    bare = re.sub(r'"(?:\\.|[^"\\])*"', lambda found: '"' + "_" * (len(found[0]) - 2) + '"', query)
    depth = 0
    for sign in re.findall(r"[()]", bare):
        depth += 1 if sign == "(" else -1
        if depth < 0:
            break
    if depth:
        yield 1, "KQL: the parentheses don't match"
    for found in re.finditer(r"([A-Za-z_@][\w.@-]*)\s*(?::|[<>]=?)", bare):
        name, line = found[1], bare.count("\n", 0, found.start()) + 1
        kind = table.get(name)
        if kind in (None, "flattened") and not inside_flattened(name, table):
            near = difflib.get_close_matches(name, table, 1)
            yield line, f"KQL: unknown field {name}" + (
                f"; the closest is {near[0]}" if near else ""
            )
