from collections.abc import Mapping, Sequence
from ipaddress import ip_address, ip_network

SOURCE_IP_ADDRESS_NETWORKS = (
    ip_network("192.0.2.0/24"),
    ip_network("2001:db8:100::/48"),
)


def rule(event):
    return (
        event.get("eventSource") == "signin.amazonaws.com"
        and event.get("eventName") == "ConsoleLogin"
        and event.deep_get("userIdentity", "type") == "Root"
        and _outcome(event) == "success"
    )


def title(event):
    if event.deep_get("additionalEventData", "MFAUsed") != "Yes":
        return (
            f"Root of {_account(event) or '<account>'} signed in without MFA from "
            f"{event.get('sourceIPAddress') or '<sourceIPAddress>'}"
        )
    return (
        f"Root of {_account(event) or '<account>'} signed in from "
        f"{event.get('sourceIPAddress') or '<sourceIPAddress>'}"
    )


def dedup(event):
    return _account(event) or "<account>"


def severity(event):
    if event.deep_get("additionalEventData", "MFAUsed") != "Yes" or not _in_network(
        event.get("sourceIPAddress"), SOURCE_IP_ADDRESS_NETWORKS
    ):
        return "CRITICAL"
    return "DEFAULT"


def alert_context(event):
    return {
        "account": _account(event),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "additionalEventData.MFAUsed": event.deep_get("additionalEventData", "MFAUsed"),
        "additionalEventData.MobileVersion": event.deep_get("additionalEventData", "MobileVersion"),
        "additionalEventData.LoginTo": event.deep_get("additionalEventData", "LoginTo"),
        "awsRegion": event.get("awsRegion"),
    }


def _outcome(event):
    if event.get("eventName") == "ConsoleLogin" and _present(
        event.deep_get("responseElements", "ConsoleLogin")
    ):
        return _text(event.deep_get("responseElements", "ConsoleLogin")).lower()
    if event.get("errorCode") or event.get("errorMessage"):
        return "failure"
    return "success"


def _account(event):
    if event.deep_get("userIdentity", "accountId"):
        return str(event.deep_get("userIdentity", "accountId", default=""))
    return str(event.deep_get("recipientAccountId", default=""))


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
