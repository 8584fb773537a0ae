import re
from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from ipaddress import ip_address, ip_network

EVENT_NAMES = (
    "CreateUser",
    "DeleteUser",
    "UpdateUser",
)

AWS_REGIONS = (
    "eu-central-1",
    "eu-west-1",
)

USER_AGENT_PARTS = (
    "boto3",
    "aws-cli",
)

USER_AGENT_PARTS_2 = (
    "exec-env/CloudShell",
    "Linux",
)

USER_IDENTITY_ARN_SUFFIXES = (
    "-admin",
    "-root",
)

USER_NAME_PATTERNS = (
    "svc-*-??",
    "*[[]*]*",
)

SOURCE_IP_ADDRESS_NETWORKS = (
    ip_network("10.0.0.0/8"),
    ip_network("2001:db8::/32"),
)


def rule(event):
    return (
        event.get("eventSource") == "iam.amazonaws.com"
        and event.get("eventName") in EVENT_NAMES
        and not event.get("errorCode")
        and _text(event.get("readOnly")) == "false"
        and event.get("awsRegion") not in AWS_REGIONS
        and any(
            part in str(event.deep_get("userAgent", default="")).lower()
            for part in USER_AGENT_PARTS
        )
        and not all(
            part in str(event.deep_get("userAgent", default="")) for part in USER_AGENT_PARTS_2
        )
        and (
            str(event.deep_get("userIdentity", "arn", default="")).startswith("arn:aws:iam::")
            or str(event.deep_get("userIdentity", "arn", default="")).endswith(
                USER_IDENTITY_ARN_SUFFIXES
            )
        )
        and any(
            fnmatchcase(str(event.deep_get("userIdentity", "userName", default="")), pattern)
            for pattern in USER_NAME_PATTERNS
        )
        and bool(
            re.search(
                r"^A[IR]DA[0-9A-Z]{4,}(?:x|y)*\Z",
                str(event.deep_get("userIdentity", "principalId", default="")),
            )
        )
        and _address(event.get("sourceIPAddress")) is not None
        and not _in_network(event.get("sourceIPAddress"), SOURCE_IP_ADDRESS_NETWORKS)
        and _since(event.get("eventTime"), "2026-01-01T00:00:00Z")
        and _before(
            event.deep_get("userIdentity", "sessionContext", "attributes", "creationDate"),
            "2026-11-22T10:00:00Z",
        )
        and _above(event.deep_get("requestParameters", "maxSessionDuration"), 3600)
        and _text(event.deep_get("requestParameters", "port")) == "22"
        and not _equals(
            _text(event.deep_get("requestParameters", "userName")),
            str(event.deep_get("userIdentity", "userName", default="")),
        )
        and _contains(
            _text(event.deep_get("requestParameters", "path")).lower(),
            str(event.deep_get("userIdentity", "userName", default="")).lower(),
        )
        and _present(event.deep_get("requestParameters", "tags"))
        and not (
            event.deep_get("requestParameters", "userName") == "alice"
            and _present(event.get("responseElements"))
        )
    )


def _equals(left, right):
    return right != "" and left == right


def _contains(left, right):
    return right != "" and right in left


def _above(value, limit):
    return _number(value) > limit


def _before(value, limit):
    return "" < _time(value) < limit


def _since(value, limit):
    return _time(value) >= limit


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


def _number(value):
    if isinstance(value, float):
        return value
    written = _text(value)
    if not re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?", written):
        return float("nan")
    return float(written) if len(re.sub("[^0-9]", "", written)) <= 15 else float("nan")


def _time(value):
    pattern = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"
    return value if isinstance(value, str) and re.fullmatch(pattern, value) else ""


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
