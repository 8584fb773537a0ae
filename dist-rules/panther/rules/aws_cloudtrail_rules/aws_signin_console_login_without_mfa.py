from collections.abc import Mapping, Sequence
from ipaddress import ip_address, ip_network

SOURCE_IP_ADDRESS_NETWORKS = (
    ip_network("192.0.2.0/24"),
    ip_network("2001:db8:100::/48"),
)

SOURCE_IP_ADDRESS_NETWORKS_2 = (
    ip_network("10.0.0.0/8"),
    ip_network("100.64.0.0/10"),
    ip_network("172.16.0.0/12"),
    ip_network("192.168.0.0/16"),
)


def rule(event):
    return (
        event.get("eventSource") == "signin.amazonaws.com"
        and event.get("eventName") == "ConsoleLogin"
        and event.deep_get("userIdentity", "type") == "IAMUser"
        and _outcome(event) == "success"
        and event.deep_get("additionalEventData", "MFAUsed") != "Yes"
    )


def title(event):
    return (
        f"{event.deep_get('userIdentity', 'userName') or '<userIdentity.userName>'} signed in "
        f"without MFA from {event.get('sourceIPAddress') or '<sourceIPAddress>'}"
    )


def dedup(event):
    return str(event.deep_get("userIdentity", "arn") or "<userIdentity.arn>")


def severity(event):
    if not _in_network(
        event.get("sourceIPAddress"), SOURCE_IP_ADDRESS_NETWORKS
    ) and not _in_network(event.get("sourceIPAddress"), SOURCE_IP_ADDRESS_NETWORKS_2):
        return "HIGH"
    return "DEFAULT"


def alert_context(event):
    return {
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.userName": event.deep_get("userIdentity", "userName"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "additionalEventData.MFAUsed": event.deep_get("additionalEventData", "MFAUsed"),
        "additionalEventData.LoginTo": event.deep_get("additionalEventData", "LoginTo"),
        "recipientAccountId": event.get("recipientAccountId"),
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
