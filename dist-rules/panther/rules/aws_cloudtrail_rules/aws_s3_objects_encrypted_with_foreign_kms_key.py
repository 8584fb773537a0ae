from collections.abc import Mapping, Sequence

EVENT_NAMES = (
    "PutObject",
    "CopyObject",
    "CreateMultipartUpload",
)


def rule(event):
    return (
        event.get("eventSource") == "s3.amazonaws.com"
        and _outcome(event) == "success"
        and (
            event.get("eventName") in EVENT_NAMES
            and (
                _text(
                    event.deep_get(
                        "requestParameters", "x-amz-server-side-encryption-aws-kms-key-id"
                    )
                ).startswith("arn:")
                and not _contains(
                    _text(
                        event.deep_get(
                            "requestParameters", "x-amz-server-side-encryption-aws-kms-key-id"
                        )
                    ),
                    str(event.deep_get("recipientAccountId", default="")),
                )
                or _text(
                    event.deep_get(
                        "responseElements", "x-amz-server-side-encryption-aws-kms-key-id"
                    )
                ).startswith("arn:")
                and not _contains(
                    _text(
                        event.deep_get(
                            "responseElements", "x-amz-server-side-encryption-aws-kms-key-id"
                        )
                    ),
                    str(event.deep_get("recipientAccountId", default="")),
                )
            )
            or event.get("eventName") == "PutBucketEncryption"
            and any(
                _text(
                    _get(rule_2, "ApplyServerSideEncryptionByDefault", "KMSMasterKeyID")
                ).startswith("arn:")
                and not _contains(
                    _text(_get(rule_2, "ApplyServerSideEncryptionByDefault", "KMSMasterKeyID")),
                    str(event.deep_get("recipientAccountId", default="")),
                )
                for rule_2 in _items(
                    event.deep_get("requestParameters", "ServerSideEncryptionConfiguration", "Rule")
                )
            )
        )
    )


def title(event):
    if event.get("eventName") == "PutBucketEncryption":
        bucket_name = (
            _shown(event.deep_get("requestParameters", "bucketName"))
            or "<requestParameters.bucketName>"
        )
        return f"{_principal(event)} makes a foreign key the default of {bucket_name}"
    bucket_name = (
        _shown(event.deep_get("requestParameters", "bucketName"))
        or "<requestParameters.bucketName>"
    )
    return f"{_principal(event)} encrypts objects of {bucket_name} with a foreign key"


def dedup(event):
    bucket_name = (
        _shown(event.deep_get("requestParameters", "bucketName"))
        or "<requestParameters.bucketName>"
    )
    x_amz_server_side_encryption_aws_kms_key = (
        _shown(event.deep_get("responseElements", "x-amz-server-side-encryption-aws-kms-key-id"))
        or _shown(
            event.deep_get("requestParameters", "x-amz-server-side-encryption-aws-kms-key-id")
        )
        or "<object_key>"
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


def _principal(event):
    return str(
        event.deep_get("userIdentity", "arn")
        or event.deep_get("userIdentity", "userName")
        or event.deep_get("userIdentity", "principalId")
        or event.deep_get("userIdentity", "invokedBy")
        or "an unknown principal"
    )


def _outcome(event):
    if event.get("eventName") == "ConsoleLogin" and _present(
        event.deep_get("responseElements", "ConsoleLogin")
    ):
        return _text(event.deep_get("responseElements", "ConsoleLogin")).lower()
    if event.get("errorCode") or event.get("errorMessage"):
        return "failure"
    return "success"


def _contains(left, right):
    return right != "" and right in left


def _starts_with(left, right):
    return right != "" and left.startswith(right)


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
