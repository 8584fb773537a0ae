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
    if event.get("errorCode") or event.get("errorMessage"):
        return (
            f"{_principal(event)} tried {event.get('eventName') or '<eventName>'} on "
            f"{_recorder(event)}"
        )
    return (
        f"{_principal(event)} called {event.get('eventName') or '<eventName>'} on "
        f"{_recorder(event)}"
    )


def dedup(event):
    return (
        f"{event.get('eventName') or '<eventName>'}|{_recorder(event)}|"
        f"{event.get('recipientAccountId') or '<recipientAccountId>'}"
    )


def severity(event):
    if event.get("errorCode") or event.get("errorMessage"):
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


def _principal(event):
    return str(
        event.deep_get("userIdentity", "arn")
        or event.deep_get("userIdentity", "userName")
        or event.deep_get("userIdentity", "principalId")
        or event.deep_get("userIdentity", "invokedBy")
        or "an unknown principal"
    )


def _recorder(event):
    return (
        _shown(event.deep_get("requestParameters", "name"))
        or _shown(event.deep_get("requestParameters", "eventDataStore"))
        or "<recorder>"
    )


def _shown(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (str, int, float)) else ""
