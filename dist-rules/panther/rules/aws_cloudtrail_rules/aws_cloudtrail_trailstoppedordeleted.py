from collections.abc import Mapping, Sequence

EVENT_NAMES = (
    "StopLogging",
    "DeleteTrail",
    "StopEventDataStoreIngestion",
    "DeleteEventDataStore",
)


def rule(event):
    return (
        event.get("eventSource") == "cloudtrail.amazonaws.com"
        and event.get("eventName") in EVENT_NAMES
    )


def title(event):
    if _outcome(event) == "failure":
        arn = (
            event.deep_get("userIdentity", "arn")
            or event.deep_get("userIdentity", "userName")
            or event.deep_get("userIdentity", "principalId")
            or event.deep_get("userIdentity", "invokedBy")
            or "an unknown principal"
        )
        name = (
            _shown(event.deep_get("requestParameters", "name"))
            or _shown(event.deep_get("requestParameters", "eventDataStore"))
            or "<recorder>"
        )
        return f"{arn} tried {event.get('eventName') or '<eventName>'} on {name}"
    arn = (
        event.deep_get("userIdentity", "arn")
        or event.deep_get("userIdentity", "userName")
        or event.deep_get("userIdentity", "principalId")
        or event.deep_get("userIdentity", "invokedBy")
        or "an unknown principal"
    )
    name = (
        _shown(event.deep_get("requestParameters", "name"))
        or _shown(event.deep_get("requestParameters", "eventDataStore"))
        or "<recorder>"
    )
    return f"{arn} called {event.get('eventName') or '<eventName>'} on {name}"


def dedup(event):
    name = (
        _shown(event.deep_get("requestParameters", "name"))
        or _shown(event.deep_get("requestParameters", "eventDataStore"))
        or "<recorder>"
    )
    return (
        f"{event.get('eventName') or '<eventName>'}|{name}|"
        f"{event.get('recipientAccountId') or '<recipientAccountId>'}"
    )


def severity(event):
    if _outcome(event) == "failure":
        return "MEDIUM"
    return "DEFAULT"


def alert_context(event):
    return {
        "eventName": event.get("eventName"),
        "requestParameters.name": event.deep_get("requestParameters", "name"),
        "requestParameters.eventDataStore": event.deep_get("requestParameters", "eventDataStore"),
        "errorCode": event.get("errorCode"),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.accessKeyId": event.deep_get("userIdentity", "accessKeyId"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "awsRegion": event.get("awsRegion"),
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
