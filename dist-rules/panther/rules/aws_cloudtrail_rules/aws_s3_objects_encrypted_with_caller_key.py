from collections.abc import Mapping, Sequence

EVENT_NAMES = (
    "PutObject",
    "CopyObject",
    "CreateMultipartUpload",
)


def rule(event):
    return (
        event.get("eventSource") == "s3.amazonaws.com"
        and event.get("eventName") in EVENT_NAMES
        and not (event.get("errorCode") or event.get("errorMessage"))
        and _present(
            event.deep_get("requestParameters", "x-amz-server-side-encryption-customer-algorithm")
        )
        and event.deep_get("requestParameters", "bucketName") != "medical-archive"
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
    return f"{user_identity_arn} encrypts objects of {bucket_name} with a key of its own"


def dedup(event):
    return str(event.deep_get("userIdentity", "arn") or "<userIdentity.arn>")


def severity(event):
    if event.get("eventName") == "CopyObject":
        return "CRITICAL"
    return "DEFAULT"


def alert_context(event):
    return {
        "eventName": event.get("eventName"),
        "requestParameters.bucketName": event.deep_get("requestParameters", "bucketName"),
        "requestParameters.key": event.deep_get("requestParameters", "key"),
        'requestParameters."x-amz-copy-source"': event.deep_get(
            "requestParameters", "x-amz-copy-source"
        ),
        'requestParameters."x-amz-server-side-encryption-customer-algorithm"': event.deep_get(
            "requestParameters", "x-amz-server-side-encryption-customer-algorithm"
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
