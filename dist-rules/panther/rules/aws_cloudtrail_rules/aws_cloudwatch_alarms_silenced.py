from collections.abc import Mapping, Sequence

EVENT_NAMES = (
    "DeleteAlarms",
    "DisableAlarmActions",
)


def rule(event):
    return (
        event.get("eventSource") == "monitoring.amazonaws.com"
        and event.get("eventName") in EVENT_NAMES
        and not (event.get("errorCode") or event.get("errorMessage"))
        and not event.deep_get("userIdentity", "invokedBy")
    )


def title(event):
    user_identity_arn = (
        event.deep_get("userIdentity", "arn")
        or event.deep_get("userIdentity", "userName")
        or event.deep_get("userIdentity", "principalId")
        or event.deep_get("userIdentity", "invokedBy")
        or "an unknown principal"
    )
    alarm_names = (
        _listed(_shown(item) for item in _items(event.deep_get("requestParameters", "alarmNames")))
        or "<requestParameters.alarmNames[]>"
    )
    return f"{user_identity_arn} called {event.get('eventName') or '<eventName>'} for {alarm_names}"


def dedup(event):
    return (
        f"{event.deep_get('userIdentity', 'arn') or '<userIdentity.arn>'}|"
        f"{event.get('recipientAccountId') or '<recipientAccountId>'}"
    )


def alert_context(event):
    return {
        "eventName": event.get("eventName"),
        "requestParameters.alarmNames": event.deep_get("requestParameters", "alarmNames"),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.accessKeyId": event.deep_get("userIdentity", "accessKeyId"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "awsRegion": event.get("awsRegion"),
        "recipientAccountId": event.get("recipientAccountId"),
    }


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
