from collections.abc import Mapping, Sequence


def rule(event):
    return (
        event.get("eventSource") == "s3.amazonaws.com"
        and event.get("eventName") == "PutBucketLogging"
        and not (event.get("errorCode") or event.get("errorMessage"))
        and not _present(
            event.deep_get(
                "requestParameters", "BucketLoggingStatus", "LoggingEnabled", "TargetBucket"
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
    return f"{user_identity_arn} switched off the access log of {bucket_name}"


def dedup(event):
    bucket_name = (
        _shown(event.deep_get("requestParameters", "bucketName"))
        or "<requestParameters.bucketName>"
    )
    return f"{bucket_name}|{event.get('recipientAccountId') or '<recipientAccountId>'}"


def alert_context(event):
    return {
        "requestParameters.bucketName": event.deep_get("requestParameters", "bucketName"),
        "requestParameters.BucketLoggingStatus": event.deep_get(
            "requestParameters", "BucketLoggingStatus"
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
