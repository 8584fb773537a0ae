from ipaddress import ip_address

EVENT_NAMES = (
    "CreateUser",
    "CreateAccessKey",
    "CreateLoginProfile",
)

SOURCE_IP_ADDRESS = (
    "AWS Internal",
    "cloudformation.amazonaws.com",
)


def rule(event):
    return (
        event.get("eventSource") == "iam.amazonaws.com"
        and event.get("eventName") in EVENT_NAMES
        and not (event.get("errorCode") or event.get("errorMessage"))
        and bool(event.get("sourceIPAddress"))
        and _address(event.get("sourceIPAddress")) is None
        and event.get("sourceIPAddress") not in SOURCE_IP_ADDRESS
    )


def title(event):
    user_identity_arn = (
        event.deep_get("userIdentity", "arn")
        or event.deep_get("userIdentity", "userName")
        or event.deep_get("userIdentity", "principalId")
        or event.deep_get("userIdentity", "invokedBy")
        or "an unknown principal"
    )
    user_name = (
        _shown(event.deep_get("requestParameters", "userName")) or "<requestParameters.userName>"
    )
    return (
        f"{user_identity_arn} called {event.get('eventName') or '<eventName>'} for {user_name} "
        f"through {event.get('sourceIPAddress') or '<sourceIPAddress>'}"
    )


def dedup(event):
    user_name = (
        _shown(event.deep_get("requestParameters", "userName")) or "<requestParameters.userName>"
    )
    return f"{user_name}|{event.get('recipientAccountId') or '<recipientAccountId>'}"


def alert_context(event):
    return {
        "eventName": event.get("eventName"),
        "requestParameters.userName": event.deep_get("requestParameters", "userName"),
        "responseElements.accessKey.accessKeyId": event.deep_get(
            "responseElements", "accessKey", "accessKeyId"
        ),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userIdentity.invokedBy": event.deep_get("userIdentity", "invokedBy"),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.accessKeyId": event.deep_get("userIdentity", "accessKeyId"),
        "userAgent": event.get("userAgent"),
        "recipientAccountId": event.get("recipientAccountId"),
    }


def _address(value):
    if not isinstance(value, str) or "%" in value:
        return None
    try:
        address = ip_address(value)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _shown(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (str, int, float)) else ""
