from collections.abc import Mapping, Sequence


def rule(event):
    return (
        event.get("eventSource") == "ec2.amazonaws.com"
        and event.get("eventName") == "ModifySnapshotAttribute"
        and not (event.get("errorCode") or event.get("errorMessage"))
        and (
            any(
                _present(_get(item, "userId"))
                for item in _items(
                    event.deep_get("requestParameters", "createVolumePermission", "add", "items")
                )
            )
            or any(
                _get(item, "group") == "all"
                for item in _items(
                    event.deep_get("requestParameters", "createVolumePermission", "add", "items")
                )
            )
        )
    )


def title(event):
    if any(
        _get(item, "group") == "all"
        for item in _items(
            event.deep_get("requestParameters", "createVolumePermission", "add", "items")
        )
    ):
        snapshot_id = (
            _shown(event.deep_get("requestParameters", "snapshotId"))
            or "<requestParameters.snapshotId>"
        )
        return f"{_principal(event)} made {snapshot_id} public"
    snapshot_id = (
        _shown(event.deep_get("requestParameters", "snapshotId"))
        or "<requestParameters.snapshotId>"
    )
    user_id = (
        _listed(
            _shown(_get(item, "userId"))
            for item in _items(
                event.deep_get("requestParameters", "createVolumePermission", "add", "items")
            )
        )
        or "<requestParameters.createVolumePermission.add.items[].userId>"
    )
    return f"{_principal(event)} shared {snapshot_id} with {user_id}"


def dedup(event):
    snapshot_id = (
        _shown(event.deep_get("requestParameters", "snapshotId"))
        or "<requestParameters.snapshotId>"
    )
    return f"{snapshot_id}|{event.get('recipientAccountId') or '<recipientAccountId>'}"


def severity(event):
    if any(
        _get(item, "group") == "all"
        for item in _items(
            event.deep_get("requestParameters", "createVolumePermission", "add", "items")
        )
    ):
        return "CRITICAL"
    return "DEFAULT"


def alert_context(event):
    return {
        "requestParameters.snapshotId": event.deep_get("requestParameters", "snapshotId"),
        "requestParameters.createVolumePermission.add.items[].userId": [
            _get(item, "userId")
            for item in _items(
                event.deep_get("requestParameters", "createVolumePermission", "add", "items")
            )
        ],
        "requestParameters.createVolumePermission.add.items[].group": [
            _get(item, "group")
            for item in _items(
                event.deep_get("requestParameters", "createVolumePermission", "add", "items")
            )
        ],
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
