from collections.abc import Mapping, Sequence
from ipaddress import ip_address

USER_IDENTITY_TYPES = (
    "AssumedRole",
    "FederatedUser",
)


def rule(event):
    return event.get("eventSource") == "ec2.amazonaws.com"


def title(event):
    applies = (
        event.deep_get("userIdentity", "type") == "Root"
        and event.get("eventName") != "X"
        and event.get("awsRegion") == "a"
        and event.get("userAgent")
        and not event.get("errorCode")
        and _address(event.get("sourceIPAddress")) is not None
    )
    if applies:
        user_id = (
            _listed(
                _shown(_get(item, "userId"))
                for item in _items(
                    event.deep_get("requestParameters", "launchPermission", "add", "items")
                )
            )
            or "nothing"
        )
        return f"{_who(event)} shared {user_id} as {{root"
    return (
        f"{_who(event)} called {event.get('eventName') or '<eventName>'}, \"quoted\", from "
        f"{event.get('sourceIPAddress') or '<sourceIPAddress>'}, and this title goes on for so "
        "long that it needs several lines of Python"
    )


def description(event):
    return str(event.get("eventName") or "<eventName>")


def dedup(event):
    return _shown(event.deep_get("requestParameters", "imageId")) or "<requestParameters.imageId>"


def severity(event):
    if _outcome(event) == "success" and _actor(event) == "alice":
        return "CRITICAL"
    if _account(event) == "123456789012":
        return "INFO"
    return "DEFAULT"


def alert_context(event):
    return {
        "eventName": event.get("eventName"),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "resources[].ARN": [_get(item, "ARN") for item in _items(event.get("resources"))],
        "actor": _actor(event),
        'requestParameters."a.b"': event.deep_get("requestParameters", "a.b"),
    }


def _who(event):
    return str(
        event.deep_get("userIdentity", "arn")
        or event.deep_get("userIdentity", "userName")
        or "nobody known"
    )


def _outcome(event):
    if event.get("eventName") == "ConsoleLogin" and _present(
        event.deep_get("responseElements", "ConsoleLogin")
    ):
        return _text(event.deep_get("responseElements", "ConsoleLogin")).lower()
    if event.get("errorCode") or event.get("errorMessage"):
        return "failure"
    return "success"


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


def _account(event):
    if event.deep_get("userIdentity", "accountId"):
        return str(event.deep_get("userIdentity", "accountId", default=""))
    return str(event.deep_get("recipientAccountId", default=""))


def _address(value):
    if not isinstance(value, str) or "%" in value:
        return None
    try:
        address = ip_address(value)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _listed(texts):
    return ", ".join([text for text in texts if text][:5])


def _shown(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (str, int, float)) else ""


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
