from ipaddress import ip_address, ip_network

USER_IDENTITY_TYPES = (
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
        and not (event.get("errorCode") or event.get("errorMessage"))
        and not (_actor(event) in ACTORS or event.get("sourceIPAddress") in SOURCE_IP_ADDRESS)
    )


def title(event):
    user_identity_arn = (
        event.deep_get("userIdentity", "arn")
        or event.deep_get("userIdentity", "userName")
        or event.deep_get("userIdentity", "principalId")
        or event.deep_get("userIdentity", "invokedBy")
        or "an unknown principal"
    )
    return (
        f"{user_identity_arn} read the whole IAM configuration from "
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


def _actor(event):
    if event.deep_get("userIdentity", "type") in USER_IDENTITY_TYPES and event.deep_get(
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
