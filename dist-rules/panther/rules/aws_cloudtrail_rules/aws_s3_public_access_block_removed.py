from collections.abc import Mapping, Sequence

EVENT_NAMES = (
    "DeleteBucketPublicAccessBlock",
    "DeleteAccountPublicAccessBlock",
)

EVENT_NAMES_2 = (
    "PutBucketPublicAccessBlock",
    "PutAccountPublicAccessBlock",
)


def rule(event):
    return (
        event.get("eventSource") == "s3.amazonaws.com"
        and _outcome(event) == "success"
        and (
            event.get("eventName") in EVENT_NAMES
            or event.get("eventName") in EVENT_NAMES_2
            and (
                event.deep_get(
                    "requestParameters", "PublicAccessBlockConfiguration", "BlockPublicAcls"
                )
                in (False, "false")
                or event.deep_get(
                    "requestParameters", "PublicAccessBlockConfiguration", "IgnorePublicAcls"
                )
                in (False, "false")
                or event.deep_get(
                    "requestParameters", "PublicAccessBlockConfiguration", "BlockPublicPolicy"
                )
                in (False, "false")
                or event.deep_get(
                    "requestParameters", "PublicAccessBlockConfiguration", "RestrictPublicBuckets"
                )
                in (False, "false")
            )
        )
    )


def title(event):
    if not _present(event.deep_get("requestParameters", "bucketName")):
        return (
            f"{_principal(event)} loosened the public access block of account "
            f"{event.get('recipientAccountId') or '<recipientAccountId>'}"
        )
    bucket_name = (
        _shown(event.deep_get("requestParameters", "bucketName"))
        or "<requestParameters.bucketName>"
    )
    return f"{_principal(event)} loosened the public access block of bucket {bucket_name}"


def dedup(event):
    return str(
        _shown(event.deep_get("requestParameters", "bucketName"))
        or event.get("recipientAccountId")
        or "<requestParameters.bucketName ?? recipientAccountId>"
    )


def severity(event):
    if not _present(event.deep_get("requestParameters", "bucketName")):
        return "HIGH"
    return "DEFAULT"


def alert_context(event):
    return {
        "eventName": event.get("eventName"),
        "requestParameters.bucketName": event.deep_get("requestParameters", "bucketName"),
        "requestParameters.PublicAccessBlockConfiguration": event.deep_get(
            "requestParameters", "PublicAccessBlockConfiguration"
        ),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
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
