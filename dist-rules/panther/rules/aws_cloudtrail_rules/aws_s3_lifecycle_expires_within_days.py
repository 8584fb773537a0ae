from collections.abc import Mapping, Sequence

EVENT_NAMES = (
    "PutBucketLifecycle",
    "PutBucketLifecycleConfiguration",
)

DAYS = (
    "1",
    "2",
    "3",
    "4",
    "5",
    "6",
    "7",
)

BUCKET_NAME_PARTS = (
    "cloudtrail",
    "log",
    "audit",
    "backup",
)


def rule(event):
    return (
        event.get("eventSource") == "s3.amazonaws.com"
        and event.get("eventName") in EVENT_NAMES
        and not (event.get("errorCode") or event.get("errorMessage"))
        and (
            any(
                _text(_get(item, "Expiration", "Days")) in DAYS
                for item in _items(
                    event.deep_get("requestParameters", "LifecycleConfiguration", "Rule")
                )
            )
            or any(
                _present(_get(item, "Expiration", "Date"))
                for item in _items(
                    event.deep_get("requestParameters", "LifecycleConfiguration", "Rule")
                )
            )
            or any(
                _text(_get(item, "NoncurrentVersionExpiration", "NoncurrentDays")) in DAYS
                for item in _items(
                    event.deep_get("requestParameters", "LifecycleConfiguration", "Rule")
                )
            )
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
    bucket_name = (
        _shown(event.deep_get("requestParameters", "bucketName"))
        or "<requestParameters.bucketName>"
    )
    return f"{user_identity_arn} lets objects of {bucket_name} expire within days"


def dedup(event):
    bucket_name = (
        _shown(event.deep_get("requestParameters", "bucketName"))
        or "<requestParameters.bucketName>"
    )
    return f"{bucket_name}|{event.get('recipientAccountId') or '<recipientAccountId>'}"


def severity(event):
    if any(
        part in _text(event.deep_get("requestParameters", "bucketName")).lower()
        for part in BUCKET_NAME_PARTS
    ):
        return "HIGH"
    if not (
        any(
            _text(_get(item, "Expiration", "Days")) in DAYS
            for item in _items(
                event.deep_get("requestParameters", "LifecycleConfiguration", "Rule")
            )
        )
        or any(
            _present(_get(item, "Expiration", "Date"))
            for item in _items(
                event.deep_get("requestParameters", "LifecycleConfiguration", "Rule")
            )
        )
    ):
        return "LOW"
    return "DEFAULT"


def alert_context(event):
    return {
        "requestParameters.bucketName": event.deep_get("requestParameters", "bucketName"),
        "requestParameters.LifecycleConfiguration": event.deep_get(
            "requestParameters", "LifecycleConfiguration"
        ),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.accessKeyId": event.deep_get("userIdentity", "accessKeyId"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "recipientAccountId": event.get("recipientAccountId"),
    }


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
