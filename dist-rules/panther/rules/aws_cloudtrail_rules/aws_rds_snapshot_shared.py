from collections.abc import Mapping, Sequence

EVENT_NAMES = (
    "ModifyDBSnapshotAttribute",
    "ModifyDBClusterSnapshotAttribute",
)


def rule(event):
    return (
        event.get("eventSource") == "rds.amazonaws.com"
        and event.get("eventName") in EVENT_NAMES
        and event.deep_get("requestParameters", "attributeName") == "restore"
        and _present(event.deep_get("requestParameters", "valuesToAdd"))
        and not (event.get("errorCode") or event.get("errorMessage"))
    )


def title(event):
    if any(item == "all" for item in _items(event.deep_get("requestParameters", "valuesToAdd"))):
        return f"{_principal(event)} made database snapshot {_snapshot_name(event)} public"
    values_to_add = (
        _listed(_shown(item) for item in _items(event.deep_get("requestParameters", "valuesToAdd")))
        or "<requestParameters.valuesToAdd[]>"
    )
    return f"{_principal(event)} shared {_snapshot_name(event)} with {values_to_add}"


def dedup(event):
    return f"{_snapshot_name(event)}|{event.get('recipientAccountId') or '<recipientAccountId>'}"


def severity(event):
    if any(item == "all" for item in _items(event.deep_get("requestParameters", "valuesToAdd"))):
        return "CRITICAL"
    return "DEFAULT"


def alert_context(event):
    return {
        "requestParameters.dBSnapshotIdentifier": event.deep_get(
            "requestParameters", "dBSnapshotIdentifier"
        ),
        "requestParameters.dBClusterSnapshotIdentifier": event.deep_get(
            "requestParameters", "dBClusterSnapshotIdentifier"
        ),
        "requestParameters.valuesToAdd": event.deep_get("requestParameters", "valuesToAdd"),
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


def _snapshot_name(event):
    return (
        _shown(event.deep_get("requestParameters", "dBSnapshotIdentifier"))
        or _shown(event.deep_get("requestParameters", "dBClusterSnapshotIdentifier"))
        or "<snapshot_name>"
    )


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
