from collections.abc import Mapping, Sequence
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
        and _outcome(event) == "success"
        and bool(event.get("sourceIPAddress"))
        and _address(event.get("sourceIPAddress")) is None
        and event.get("sourceIPAddress") not in SOURCE_IP_ADDRESS
    )


def title(event):
    arn = (
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
        f"{arn} called {event.get('eventName') or '<eventName>'} for {user_name} through "
        f"{event.get('sourceIPAddress') or '<sourceIPAddress>'}"
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


def _outcome(event):
    if event.get("eventName") == "ConsoleLogin" and _present(
        event.deep_get("responseElements", "ConsoleLogin")
    ):
        return _text(event.deep_get("responseElements", "ConsoleLogin")).lower()
    if event.get("errorCode") or event.get("errorMessage"):
        return "failure"
    return "success"


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
