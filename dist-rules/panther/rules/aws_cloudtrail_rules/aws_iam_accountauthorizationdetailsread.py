from collections.abc import Mapping, Sequence
from ipaddress import ip_address, ip_network

TYPES = (
    "AssumedRole",
    "FederatedUser",
)

ACTORS = (
    "posture-scanner",
    "cloud-inventory",
)

SOURCE_IP_ADDRESS = (
    "access-analyzer.amazonaws.com",
    "config.amazonaws.com",
    "securityhub.amazonaws.com",
)

SOURCE_IP_ADDRESS_NETWORKS = (
    ip_network("192.0.2.0/24"),
    ip_network("2001:db8:100::/48"),
)


def rule(event):
    return (
        event.get("eventSource") == "iam.amazonaws.com"
        and event.get("eventName") == "GetAccountAuthorizationDetails"
        and _outcome(event) == "success"
        and not (_actor(event) in ACTORS or event.get("sourceIPAddress") in SOURCE_IP_ADDRESS)
    )


def title(event):
    arn = (
        event.deep_get("userIdentity", "arn")
        or event.deep_get("userIdentity", "userName")
        or event.deep_get("userIdentity", "principalId")
        or event.deep_get("userIdentity", "invokedBy")
        or "an unknown principal"
    )
    return (
        f"{arn} read the whole IAM configuration from "
        f"{event.get('sourceIPAddress') or '<sourceIPAddress>'}"
    )


def dedup(event):
    return str(event.deep_get("userIdentity", "arn") or "<userIdentity.arn>")


def severity(event):
    if str(event.deep_get("userIdentity", "accessKeyId", default="")).startswith(
        "AKIA"
    ) and not _in_network(event.get("sourceIPAddress"), SOURCE_IP_ADDRESS_NETWORKS):
        return "MEDIUM"
    return "DEFAULT"


def alert_context(event):
    return {
        "userIdentity.type": event.deep_get("userIdentity", "type"),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.accessKeyId": event.deep_get("userIdentity", "accessKeyId"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "requestParameters.filter": event.deep_get("requestParameters", "filter"),
        "recipientAccountId": event.get("recipientAccountId"),
    }


def _outcome(event):
    if event.get("eventName") == "ConsoleLogin" and _present(
        event.deep_get("responseElements", "ConsoleLogin")
    ):
        return _text(event.deep_get("responseElements", "ConsoleLogin")).lower()
    if event.get("errorCode") or event.get("errorMessage"):
        return "failure"
    return "success"


def _actor(event):
    if event.deep_get("userIdentity", "type") in TYPES and event.deep_get(
        "userIdentity", "sessionContext", "sessionIssuer", "userName"
    ):
        return str(
            event.deep_get(
                "userIdentity", "sessionContext", "sessionIssuer", "userName", default=""
            )
        )
    return str(event.deep_get("userIdentity", "userName", default=""))


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
