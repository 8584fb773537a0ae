from collections.abc import Mapping, Sequence

EVENT_NAMES = (
    "PutBucketAcl",
    "CreateBucket",
    "PutObjectAcl",
    "PutObject",
    "CopyObject",
    "CreateMultipartUpload",
)

X_AMZ_ACLS = (
    "public-read",
    "public-read-write",
    "authenticated-read",
)

URIS = (
    "http://acs.amazonaws.com/groups/global/AllUsers",
    "http://acs.amazonaws.com/groups/global/AuthenticatedUsers",
)

X_AMZ_GRANT_READ_PREFIXES = (
    "uri=http://acs.amazonaws.com/groups/global/",
    'uri="http://acs.amazonaws.com/groups/global/',
)


def rule(event):
    return (
        event.get("eventSource") == "s3.amazonaws.com"
        and event.get("eventName") in EVENT_NAMES
        and not (event.get("errorCode") or event.get("errorMessage"))
        and (
            any(
                item in X_AMZ_ACLS
                for item in _items(event.deep_get("requestParameters", "x-amz-acl"))
            )
            or any(
                _get(item, "Grantee", "URI") in URIS
                for item in _items(
                    event.deep_get(
                        "requestParameters", "AccessControlPolicy", "AccessControlList", "Grant"
                    )
                )
            )
            or any(
                _text(item).startswith(X_AMZ_GRANT_READ_PREFIXES)
                for item in _items(event.deep_get("requestParameters", "x-amz-grant-read"))
            )
            or any(
                _text(item).startswith(X_AMZ_GRANT_READ_PREFIXES)
                for item in _items(event.deep_get("requestParameters", "x-amz-grant-write"))
            )
            or any(
                _text(item).startswith(X_AMZ_GRANT_READ_PREFIXES)
                for item in _items(event.deep_get("requestParameters", "x-amz-grant-read-acp"))
            )
            or any(
                _text(item).startswith(X_AMZ_GRANT_READ_PREFIXES)
                for item in _items(event.deep_get("requestParameters", "x-amz-grant-write-acp"))
            )
            or any(
                _text(item).startswith(X_AMZ_GRANT_READ_PREFIXES)
                for item in _items(event.deep_get("requestParameters", "x-amz-grant-full-control"))
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
    return f"{user_identity_arn} opened {bucket_name} to everyone"


def dedup(event):
    bucket_name = (
        _shown(event.deep_get("requestParameters", "bucketName"))
        or "<requestParameters.bucketName>"
    )
    return f"{bucket_name}|{event.get('recipientAccountId') or '<recipientAccountId>'}"


def severity(event):
    if any(
        item == "public-read-write"
        for item in _items(event.deep_get("requestParameters", "x-amz-acl"))
    ):
        return "CRITICAL"
    return "DEFAULT"


def alert_context(event):
    return {
        "eventName": event.get("eventName"),
        "requestParameters.bucketName": event.deep_get("requestParameters", "bucketName"),
        "requestParameters.key": event.deep_get("requestParameters", "key"),
        'requestParameters."x-amz-acl"': event.deep_get("requestParameters", "x-amz-acl"),
        "requestParameters.AccessControlPolicy": event.deep_get(
            "requestParameters", "AccessControlPolicy"
        ),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
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
