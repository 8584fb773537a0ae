"""In: paths of emitted Python modules. Out: a line for each thing in them that is not on the lists; exit code 1 then."""

import ast
import sys

NODES = """
Module Import ImportFrom alias FunctionDef arguments arg Return Assign AugAssign Expr If For While Try ExceptHandler Raise Break
Continue BoolOp BinOp UnaryOp Compare Call IfExp Attribute Subscript Name Constant Tuple List Dict Set ListComp GeneratorExp
SetComp DictComp comprehension JoinedStr FormattedValue Slice Starred And Or Not USub Add Sub Mult Pow Mod Eq NotEq Lt LtE Gt
GtE Is IsNot In NotIn BitOr BitAnd Load Store keyword NamedExpr Lambda Pass
""".split()
IMPORTS = {
    "datetime", "fnmatch", "ipaddress", "json", "re", "collections.abc", "decimal", "string", "unicodedata", "math",
    "panther_base_helpers", "panther_aws_helpers", "functools", "itertools",
}
CALLS = """
all any bool dict enumerate float frozenset int isinstance len list max min range reversed set sorted str sum tuple zip
ValueError abs next iter type
""".split()
METHODS = """
get deep_get deep_walk lower upper startswith endswith split join strip values items keys extend append pop search match fullmatch
fnmatchcase loads dumps encode strptime isdigit isascii casefold replace count find index ip_address ip_network compile
subnet_of translate format isoformat removeprefix removesuffix rsplit sub partition rpartition add update copy
""".split()
AT_IMPORT = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.Assign)


def complaints(tree):
    for node in ast.walk(tree):
        kind = type(node).__name__
        if kind not in NODES:
            yield node, f"the node {kind}"
        if isinstance(node, ast.Import):
            yield from ((node, f"import {one.name}") for one in node.names if one.name not in IMPORTS)
        if isinstance(node, ast.ImportFrom) and (node.module not in IMPORTS or node.level):
            yield node, f"import from {node.module}"
        if isinstance(node, ast.Attribute) and node.attr.startswith("_"):
            yield node, f"the attribute {node.attr}"
        if isinstance(node, ast.Name) and node.id.startswith("__"):
            yield node, f"the name {node.id}"
        if isinstance(node, ast.FunctionDef) and (node.decorator_list or not harmless(node.args)):
            yield node, f"the head of {node.name}"
    functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    imported = {
        (one.asname or one.name) for node in tree.body if isinstance(node, ast.ImportFrom) for one in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and not allowed(node, functions | imported):
            yield node, f"the call of {ast.unparse(node.func)}"
    for node in tree.body:
        if not isinstance(node, AT_IMPORT):
            yield node, "something that runs when the module is imported"
        if isinstance(node, ast.Assign):
            yield from ((one, "a call when the module is imported") for one in ast.walk(node) if runs(one))


def harmless(arguments):
    return all(isinstance(one, ast.Constant) for one in arguments.defaults + [d for d in arguments.kw_defaults if d])


def runs(node):
    """A pattern is compiled, or a set made, once."""
    if not isinstance(node, ast.Call):
        return False
    return ast.unparse(node.func) not in ("re.compile", "frozenset", "ipaddress.ip_network", "ip_network", "tuple", "set")


def allowed(call, own):
    function = call.func
    if isinstance(function, ast.Name) and function.id == "getattr":
        name = call.args[1]
        return isinstance(name, ast.Constant) and isinstance(name.value, str) and not name.value.startswith("_")
    if isinstance(function, ast.Name):
        return function.id in CALLS or function.id in own
    return isinstance(function, ast.Attribute) and function.attr in METHODS


found = False
for path in sys.argv[1:]:
    with open(path, encoding="ascii") as file:
        text = file.read()
    for node, what in complaints(ast.parse(text)):
        found = True
        print(f"{path}:{getattr(node, 'lineno', 0)}: {what}")
sys.exit(1 if found else 0)
