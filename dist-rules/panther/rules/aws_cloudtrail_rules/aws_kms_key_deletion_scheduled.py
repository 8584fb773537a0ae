import re

EVENT_NAMES = (
    "ScheduleKeyDeletion",
    "DeleteImportedKeyMaterial",
)


def rule(event):
    return (
        event.get("eventSource") == "kms.amazonaws.com"
        and event.get("eventName") in EVENT_NAMES
        and not (event.get("errorCode") or event.get("errorMessage"))
    )


def title(event):
    if event.get("eventName") == "DeleteImportedKeyMaterial":
        return (
            f"{_principal(event)} deleted the material of "
            f"{_shown(event.deep_get('requestParameters', 'keyId')) or '<requestParameters.keyId>'}"
        )
    return (
        f"{_principal(event)} scheduled "
        f"{_shown(event.deep_get('requestParameters', 'keyId')) or '<requestParameters.keyId>'} "
        "for deletion"
    )


def dedup(event):
    return (
        f"{_shown(event.deep_get('requestParameters', 'keyId')) or '<requestParameters.keyId>'}|"
        f"{event.get('recipientAccountId') or '<recipientAccountId>'}"
    )


def severity(event):
    if event.get("eventName") == "DeleteImportedKeyMaterial":
        return "CRITICAL"
    if _below(event.deep_get("requestParameters", "pendingWindowInDays"), 30):
        return "HIGH"
    return "DEFAULT"


def alert_context(event):
    return {
        "eventName": event.get("eventName"),
        "requestParameters.keyId": event.deep_get("requestParameters", "keyId"),
        "requestParameters.pendingWindowInDays": event.deep_get(
            "requestParameters", "pendingWindowInDays"
        ),
        "responseElements.deletionDate": event.deep_get("responseElements", "deletionDate"),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.accessKeyId": event.deep_get("userIdentity", "accessKeyId"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "awsRegion": event.get("awsRegion"),
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


def _below(value, limit):
    return _number(value) < limit


def _number(value):
    if isinstance(value, float):
        return value
    written = _text(value)
    if not re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?", written):
        return float("nan")
    return float(written) if len(re.sub("[^0-9]", "", written)) <= 15 else float("nan")


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
