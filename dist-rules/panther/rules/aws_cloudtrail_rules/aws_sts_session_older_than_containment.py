import re
from collections.abc import Mapping, Sequence


def rule(event):
    return (
        event.deep_get("userIdentity", "sessionContext", "sessionIssuer", "arn")
        == "arn:aws:iam::123456789012:role/legacy-runner"
        and _before(
            event.deep_get("userIdentity", "sessionContext", "attributes", "creationDate"),
            "2026-11-20T18:00:00Z",
        )
        and _outcome(event) == "success"
        and not (
            event.get("eventSource") == "sts.amazonaws.com"
            and event.get("eventName") == "GetCallerIdentity"
        )
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
        "Contained session "
        f"{event.deep_get('userIdentity', 'accessKeyId') or '<userIdentity.accessKeyId>'} of "
        f"{user_identity_arn} called {event.get('eventName') or '<eventName>'}"
    )


def dedup(event):
    return str(event.deep_get("userIdentity", "accessKeyId") or "<userIdentity.accessKeyId>")


def alert_context(event):
    return {
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.accessKeyId": event.deep_get("userIdentity", "accessKeyId"),
        "userIdentity.sessionContext.attributes.creationDate": event.deep_get(
            "userIdentity", "sessionContext", "attributes", "creationDate"
        ),
        "eventSource": event.get("eventSource"),
        "eventName": event.get("eventName"),
        "sourceIPAddress": event.get("sourceIPAddress"),
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


def _before(value, limit):
    return "" < _time(value) < limit


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
