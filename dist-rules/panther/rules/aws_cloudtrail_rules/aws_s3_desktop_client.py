import re
from collections.abc import Mapping, Sequence

EVENT_SOURCES = (
    "s3.amazonaws.com",
    "iam.amazonaws.com",
)

USER_AGENT_PATTERNS = (
    r"^\[?S3 Browser[ /][0-9]",
    r"^\[?(?:Cyberduck|WinSCP)/[0-9]",
    r"^\[?rclone/v[0-9]",
)


def rule(event):
    return (
        event.get("eventSource") in EVENT_SOURCES
        and any(
            re.search(pattern, str(event.deep_get("userAgent", default="")))
            for pattern in USER_AGENT_PATTERNS
        )
        and _outcome(event) == "success"
    )


def title(event):
    if event.get("eventSource") == "iam.amazonaws.com":
        return f"{_principal(event)} manages IAM with {event.get('userAgent') or '<userAgent>'}"
    return (
        f"{_principal(event)} uses {event.get('userAgent') or '<userAgent>'} from "
        f"{event.get('sourceIPAddress') or '<sourceIPAddress>'}"
    )


def dedup(event):
    return (
        f"{event.deep_get('userIdentity', 'arn') or '<userIdentity.arn>'}|"
        f"{event.get('eventSource') or '<eventSource>'}"
    )


def severity(event):
    if event.get("eventSource") == "iam.amazonaws.com":
        return "HIGH"
    return "DEFAULT"


def alert_context(event):
    return {
        "eventSource": event.get("eventSource"),
        "eventName": event.get("eventName"),
        "requestParameters.bucketName": event.deep_get("requestParameters", "bucketName"),
        "requestParameters.key": event.deep_get("requestParameters", "key"),
        "requestParameters.userName": event.deep_get("requestParameters", "userName"),
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
