def rule(event):
    return (
        event.get("eventSource") == "s3.amazonaws.com"
        and event.get("eventName") == "PutBucketVersioning"
        and event.deep_get("requestParameters", "VersioningConfiguration", "Status") == "Suspended"
        and not (event.get("errorCode") or event.get("errorMessage"))
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
    return f"{user_identity_arn} suspended versioning of {bucket_name}"


def dedup(event):
    bucket_name = (
        _shown(event.deep_get("requestParameters", "bucketName"))
        or "<requestParameters.bucketName>"
    )
    return f"{bucket_name}|{event.get('recipientAccountId') or '<recipientAccountId>'}"


def alert_context(event):
    return {
        "requestParameters.bucketName": event.deep_get("requestParameters", "bucketName"),
        "requestParameters.VersioningConfiguration": event.deep_get(
            "requestParameters", "VersioningConfiguration"
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
