from collections.abc import Mapping, Sequence

EVENT_NAMES = (
    "DeleteDBInstance",
    "DeleteDBCluster",
)

TYPES = (
    "IAMUser",
    "Root",
)


def rule(event):
    return (
        event.get("eventSource") == "rds.amazonaws.com"
        and event.get("eventName") in EVENT_NAMES
        and _text(event.deep_get("requestParameters", "skipFinalSnapshot")) == "true"
        and _outcome(event) == "success"
    )


def title(event):
    arn = (
        event.deep_get("userIdentity", "arn")
        or event.deep_get("userIdentity", "userName")
        or event.deep_get("userIdentity", "principalId")
        or event.deep_get("userIdentity", "invokedBy")
        or "an unknown principal"
    )
    d_b_instance_identifier = (
        _shown(event.deep_get("requestParameters", "dBInstanceIdentifier"))
        or _shown(event.deep_get("requestParameters", "dBClusterIdentifier"))
        or "<database>"
    )
    return f"{arn} deleted database {d_b_instance_identifier} without a snapshot"


def dedup(event):
    d_b_instance_identifier = (
        _shown(event.deep_get("requestParameters", "dBInstanceIdentifier"))
        or _shown(event.deep_get("requestParameters", "dBClusterIdentifier"))
        or "<database>"
    )
    return f"{d_b_instance_identifier}|{event.get('recipientAccountId') or '<recipientAccountId>'}"


def severity(event):
    if (
        event.deep_get("userIdentity", "type") in TYPES
        and _text(event.deep_get("requestParameters", "deleteAutomatedBackups")) == "true"
    ):
        return "HIGH"
    return "DEFAULT"


def alert_context(event):
    return {
        "eventName": event.get("eventName"),
        "requestParameters.dBInstanceIdentifier": event.deep_get(
            "requestParameters", "dBInstanceIdentifier"
        ),
        "requestParameters.dBClusterIdentifier": event.deep_get(
            "requestParameters", "dBClusterIdentifier"
        ),
        "requestParameters.deleteAutomatedBackups": event.deep_get(
            "requestParameters", "deleteAutomatedBackups"
        ),
        "responseElements.engine": event.deep_get("responseElements", "engine"),
        "responseElements.instanceCreateTime": event.deep_get(
            "responseElements", "instanceCreateTime"
        ),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
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
