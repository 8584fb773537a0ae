/**
 * The small private functions that a rule's module ends with, each emitted only where it is used.
 * They are total: whatever stands in an event, they return. Read under CPython 3.11 and panther_core 0.16, where the
 * objects and arrays of an event are `Mapping`s and `Sequence`s, but neither `dict`s nor `list`s.
 */

export interface Helper {
  /** Imports and other helpers that it needs. */
  readonly imports: readonly string[];
  readonly helpers: readonly string[];
  readonly text: string;
}

const MAPPING = "from collections.abc import Mapping";
const SEQUENCE = "from collections.abc import Sequence";

function define(text: string, imports: readonly string[] = [], helpers: readonly string[] = []): Helper {
  return { imports, helpers, text: text.trim() };
}

function ordering(name: string, comparison: string, of: "_number" | "_time"): readonly [string, Helper] {
  return [name, define(`def ${name}(value, limit):\n    return ${comparison}`, [], [of])];
}

function relation(name: string, comparison: string): readonly [string, Helper] {
  return [name, define(`def ${name}(left, right):\n    return right != "" and ${comparison}`)];
}

/** In the order in which they are emitted: what is used comes after what uses it. */
export const helpers: ReadonlyMap<string, Helper> = new Map<string, Helper>([
  relation("_equals", "left == right"),
  relation("_contains", "right in left"),
  relation("_starts_with", "left.startswith(right)"),
  relation("_ends_with", "left.endswith(right)"),
  ordering("_below", "_number(value) < limit", "_number"),
  ordering("_at_most", "_number(value) <= limit", "_number"),
  ordering("_above", "_number(value) > limit", "_number"),
  ordering("_at_least", "_number(value) >= limit", "_number"),
  // A text that is no time is empty here, which is less than any time.
  ordering("_before", '"" < _time(value) < limit', "_time"),
  ordering("_until", '"" < _time(value) <= limit', "_time"),
  ordering("_after", "_time(value) > limit", "_time"),
  ordering("_since", "_time(value) >= limit", "_time"),
  [
    "_in_network",
    define(
      `
def _in_network(value, networks):
    address = _address(value)
    return address is not None and any(address in network for network in networks)`,
      [],
      ["_address"],
    ),
  ],
  [
    "_address",
    define(
      `
def _address(value):
    if not isinstance(value, str) or "%" in value:
        return None
    try:
        address = ip_address(value)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address`,
      ["from ipaddress import ip_address"],
    ),
  ],
  [
    "_number",
    // Not a number is neither below nor above anything. Decimals of up to 15 digits are ordered as their doubles are.
    define(
      `
def _number(value):
    if isinstance(value, float):
        return value
    written = _text(value)
    if not re.fullmatch(r"-?(0|[1-9][0-9]*)(\\.[0-9]+)?", written):
        return float("nan")
    return float(written) if len(re.sub("[^0-9]", "", written)) <= 15 else float("nan")`,
      ["import re"],
      ["_text"],
    ),
  ],
  [
    "_time",
    define(
      `
def _time(value):
    pattern = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"
    return value if isinstance(value, str) and re.fullmatch(pattern, value) else ""`,
      ["import re"],
    ),
  ],
  [
    "_listed",
    define(`
def _listed(texts):
    return ", ".join([text for text in texts if text][:5])`),
  ],
  [
    "_shown",
    define(`
def _shown(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (str, int, float)) else ""`),
  ],
  [
    "_json",
    define(
      `
def _json(value):
    if not isinstance(value, str):
        return value
    try:
        parsed = json.loads(value, parse_constant=_refuse)
        # Writing it again refuses what is no portable JSON: half a surrogate pair, an infinite number.
        json.dumps(parsed, allow_nan=False, ensure_ascii=False).encode()
        return parsed
    except (ValueError, RecursionError):
        return None`,
      ["import json"],
      ["_refuse"],
    ),
  ],
  [
    "_refuse",
    define(`
def _refuse(constant):
    raise ValueError(f"{constant} is not JSON")`),
  ],
  [
    "_items",
    define(
      `
def _items(value):
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [item for item in value if _present(item)]
    return [value] if _present(value) else []`,
      [SEQUENCE],
      ["_present"],
    ),
  ],
  [
    "_get",
    define(
      `
def _get(value, *keys):
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value`,
      [MAPPING],
    ),
  ],
  [
    "_text",
    define(`
def _text(value):
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) and abs(value) <= 2**53 else ""`),
  ],
  [
    "_present",
    define(
      `
def _present(value):
    pending = [value]
    while pending:
        value = pending.pop()
        if isinstance(value, Mapping):
            pending.extend(value.values())
        elif isinstance(value, Sequence) and not isinstance(value, str):
            pending.extend(value)
        elif value is not None and value != "":
            return True
    return False`,
      [MAPPING, SEQUENCE],
    ),
  ],
]);
