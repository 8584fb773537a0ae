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
        and _text(
            event.deep_get("requestParameters", "x-amz-server-side-encryption-aws-kms-key-id")
        ).startswith("arn:")
        and not _contains(
            _text(
                event.deep_get("requestParameters", "x-amz-server-side-encryption-aws-kms-key-id")
            ),
            str(event.deep_get("recipientAccountId", default="")),
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
    return f"{user_identity_arn} encrypts objects of {bucket_name} with a foreign key"


def dedup(event):
    bucket_name = (
        _shown(event.deep_get("requestParameters", "bucketName"))
        or "<requestParameters.bucketName>"
    )
    x_amz_server_side_encryption_aws_kms_key = (
        _shown(event.deep_get("requestParameters", "x-amz-server-side-encryption-aws-kms-key-id"))
        or '<requestParameters."x-amz-server-side-encryption-aws-kms-key-id">'
    )
    return f"{bucket_name}|{x_amz_server_side_encryption_aws_kms_key}"


def severity(event):
    if event.get("eventName") == "CopyObject" and _starts_with(
        _text(event.deep_get("requestParameters", "x-amz-copy-source")),
        _text(event.deep_get("requestParameters", "bucketName")),
    ):
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
        'requestParameters."x-amz-server-side-encryption-aws-kms-key-id"': event.deep_get(
            "requestParameters", "x-amz-server-side-encryption-aws-kms-key-id"
        ),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.accessKeyId": event.deep_get("userIdentity", "accessKeyId"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "recipientAccountId": event.get("recipientAccountId"),
    }


def _contains(left, right):
    return right != "" and right in left


def _starts_with(left, right):
    return right != "" and left.startswith(right)


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
