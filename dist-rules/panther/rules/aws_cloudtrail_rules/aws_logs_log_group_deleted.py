from collections.abc import Mapping, Sequence

EVENT_NAMES = (
    "DeleteLogGroup",
    "DeleteLogStream",
    "DeleteSubscriptionFilter",
    "DeleteDestination",
)

LOG_GROUP_NAME_PARTS = (
    "cloudtrail",
    "flow",
    "audit",
    "guardduty",
)


def rule(event):
    return (
        event.get("eventSource") == "logs.amazonaws.com"
        and _outcome(event) == "success"
        and (
            event.get("eventName") in EVENT_NAMES
            or event.get("eventName") == "PutRetentionPolicy"
            and str(event.deep_get("requestParameters", "retentionInDays")) == "1"
        )
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
    log_group_name = (
        _shown(event.deep_get("requestParameters", "logGroupName"))
        or _shown(event.deep_get("requestParameters", "destinationName"))
        or "<requestParameters.logGroupName ?? requestParameters.destinationName>"
    )
    return (
        f"{user_identity_arn} called {event.get('eventName') or '<eventName>'} on {log_group_name}"
    )


def dedup(event):
    return (
        f"{event.deep_get('userIdentity', 'arn') or '<userIdentity.arn>'}|"
        f"{event.get('recipientAccountId') or '<recipientAccountId>'}"
    )


def severity(event):
    if any(
        part in _text(event.deep_get("requestParameters", "logGroupName")).lower()
        for part in LOG_GROUP_NAME_PARTS
    ):
        return "HIGH"
    return "DEFAULT"


def alert_context(event):
    return {
        "eventName": event.get("eventName"),
        "requestParameters.logGroupName": event.deep_get("requestParameters", "logGroupName"),
        "requestParameters.logStreamName": event.deep_get("requestParameters", "logStreamName"),
        "requestParameters.filterName": event.deep_get("requestParameters", "filterName"),
        "requestParameters.destinationName": event.deep_get("requestParameters", "destinationName"),
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
