from collections.abc import Mapping, Sequence


def rule(event):
    return (
        event.get("eventSource") == "s3.amazonaws.com"
        and event.get("eventName") == "PutBucketPolicy"
        and not (event.get("errorCode") or event.get("errorMessage"))
        and any(
            _get(statement, "Effect") == "Allow"
            and (
                _get(statement, "Principal") == "*"
                or any(item == "*" for item in _items(_get(statement, "Principal", "AWS")))
            )
            for statement in _items(
                event.deep_get("requestParameters", "bucketPolicy", "Statement")
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
    return f"{user_identity_arn} opened bucket {bucket_name} to everyone"


def dedup(event):
    bucket_name = (
        _shown(event.deep_get("requestParameters", "bucketName"))
        or "<requestParameters.bucketName>"
    )
    return f"{bucket_name}|{event.get('recipientAccountId') or '<recipientAccountId>'}"


def severity(event):
    if not any(
        _get(statement, "Effect") == "Allow"
        and (
            _get(statement, "Principal") == "*"
            or any(item == "*" for item in _items(_get(statement, "Principal", "AWS")))
        )
        and not _present(_get(statement, "Condition"))
        for statement in _items(event.deep_get("requestParameters", "bucketPolicy", "Statement"))
    ):
        return "MEDIUM"
    return "DEFAULT"


def alert_context(event):
    return {
        "requestParameters.bucketName": event.deep_get("requestParameters", "bucketName"),
        "requestParameters.bucketPolicy": event.deep_get("requestParameters", "bucketPolicy"),
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
