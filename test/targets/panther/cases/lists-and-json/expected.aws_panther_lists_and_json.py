import json
from collections.abc import Mapping, Sequence
from ipaddress import ip_address, ip_network

TO_PORTS = (
    "22",
    "3389",
)

CIDR_IP_NETWORKS = (ip_network("0.0.0.0/1"),)

ACTIONS = (
    "*",
    "iam:*",
)


def rule(event):
    return (
        any(_text(_get(item, "ARN")).endswith(":root") for item in _items(event.get("resources")))
        and any(
            _text(_get(permission, "toPort")) in TO_PORTS
            and any(
                _get(range_2, "cidrIp") == "0.0.0.0/0"
                or _in_network(_get(range_2, "cidrIp"), CIDR_IP_NETWORKS)
                for range_2 in _items(_get(permission, "ipRanges", "items"))
            )
            for permission in _items(event.deep_get("requestParameters", "ipPermissions", "items"))
        )
        and all(
            _get(statement, "Effect") == "Allow"
            and any(item in ACTIONS for item in _items(_get(statement, "Action")))
            and not _present(_get(statement, "Condition"))
            for statement in _items(
                _get(_json(event.deep_get("requestParameters", "policyDocument")), "Statement")
            )
        )
        and not any(
            item == "a" or _present(_get(item, "event"))
            for item in _items(event.deep_get("requestParameters", "class"))
        )
        and any(
            _present(_get(item, "imageId"))
            for item in _items(event.deep_get("requestParameters", "instancesSet", "items"))
        )
        and event.deep_get("requestParameters", "x-amz-acl") == "public-read"
    )


def _in_network(value, networks):
    address = _address(value)
    return address is not None and any(address in network for network in networks)


def _address(value):
    if not isinstance(value, str) or "%" in value:
        return None
    try:
        address = ip_address(value)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _json(value):
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None


def _refuse(constant):
    raise ValueError(f"{constant} is not JSON")


def _items(value):
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [item for item in value if _present(item)]
    return [value] if _present(value) else []


def _get(value, *keys):
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _text(value):
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) and abs(value) <= 2**53 else ""


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
    return False
