from collections.abc import Mapping, Sequence


def rule(event):
    return (
        event.get("eventSource") == "iam.amazonaws.com"
        and event.get("eventName") == "CreateAccessKey"
        and event.deep_get("userIdentity", "type") == "Root"
        and not _present(event.deep_get("requestParameters", "userName"))
        and not (event.get("errorCode") or event.get("errorMessage"))
    )


def title(event):
    access_key_id = (
        _shown(event.deep_get("responseElements", "accessKey", "accessKeyId"))
        or "<responseElements.accessKey.accessKeyId>"
    )
    return (
        f"Root of {event.get('recipientAccountId') or '<recipientAccountId>'} got access key "
        f"{access_key_id}"
    )


def dedup(event):
    access_key_id = (
        _shown(event.deep_get("responseElements", "accessKey", "accessKeyId"))
        or "<responseElements.accessKey.accessKeyId>"
    )
    return f"{event.get('recipientAccountId') or '<recipientAccountId>'}|{access_key_id}"


def alert_context(event):
    return {
        "responseElements.accessKey.accessKeyId": event.deep_get(
            "responseElements", "accessKey", "accessKeyId"
        ),
        "responseElements.accessKey.userName": event.deep_get(
            "responseElements", "accessKey", "userName"
        ),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.accessKeyId": event.deep_get("userIdentity", "accessKeyId"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "awsRegion": event.get("awsRegion"),
        "recipientAccountId": event.get("recipientAccountId"),
    }


def _shown(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (str, int, float)) else ""


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
