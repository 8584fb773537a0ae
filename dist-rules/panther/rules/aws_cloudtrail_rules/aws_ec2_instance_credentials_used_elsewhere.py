from fnmatch import fnmatchcase
from ipaddress import ip_address, ip_network

USER_IDENTITY_ARN_PATTERNS = (
    "*/i-????????",
    "*/i-?????????????????",
)

SOURCE_IP_ADDRESS_NETWORKS = (
    ip_network("10.0.0.0/8"),
    ip_network("100.64.0.0/10"),
    ip_network("172.16.0.0/12"),
    ip_network("192.168.0.0/16"),
)

SOURCE_IP_ADDRESS_NETWORKS_2 = (
    ip_network("192.0.2.0/24"),
    ip_network("2001:db8:100::/48"),
)


def rule(event):
    return (
        event.deep_get("userIdentity", "type") == "AssumedRole"
        and any(
            fnmatchcase(str(event.deep_get("userIdentity", "arn", default="")), pattern)
            for pattern in USER_IDENTITY_ARN_PATTERNS
        )
        and _address(event.get("sourceIPAddress")) is not None
        and not _in_network(event.get("sourceIPAddress"), SOURCE_IP_ADDRESS_NETWORKS)
        and not _in_network(event.get("sourceIPAddress"), SOURCE_IP_ADDRESS_NETWORKS_2)
    )


def title(event):
    return (
        f"Credentials of {event.deep_get('userIdentity', 'arn') or '<userIdentity.arn>'} used from "
        f"{event.get('sourceIPAddress') or '<sourceIPAddress>'}"
    )


def dedup(event):
    return (
        f"{event.deep_get('userIdentity', 'arn') or '<userIdentity.arn>'}|"
        f"{event.get('sourceIPAddress') or '<sourceIPAddress>'}"
    )


def severity(event):
    if event.deep_get("userIdentity", "sessionContext", "ec2RoleDelivery") == "1.0":
        return "CRITICAL"
    return "DEFAULT"


def alert_context(event):
    return {
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.accessKeyId": event.deep_get("userIdentity", "accessKeyId"),
        "userIdentity.sessionContext.ec2RoleDelivery": event.deep_get(
            "userIdentity", "sessionContext", "ec2RoleDelivery"
        ),
        "eventSource": event.get("eventSource"),
        "eventName": event.get("eventName"),
        "errorCode": event.get("errorCode"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "awsRegion": event.get("awsRegion"),
        "recipientAccountId": event.get("recipientAccountId"),
    }


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
