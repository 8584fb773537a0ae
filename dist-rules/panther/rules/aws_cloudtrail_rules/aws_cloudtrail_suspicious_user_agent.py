from collections.abc import Mapping, Sequence

USER_AGENT_PARTS = (
    "distrib#kali",
    "+kali",
    "kali-amd64",
    "kali-arm64",
    "trufflehog",
)


def rule(event):
    return _outcome(event) == "success" and any(
        part in str(event.deep_get("userAgent", default="")).lower() for part in USER_AGENT_PARTS
    )


def title(event):
    if "trufflehog" in str(event.deep_get("userAgent", default="")).lower():
        return f"TruffleHog used a working key of {_principal(event)}"
    return f"Kali Linux called {event.get('eventName') or '<eventName>'} as {_principal(event)}"


def dedup(event):
    return (
        f"{event.deep_get('userIdentity', 'arn') or '<userIdentity.arn>'}|"
        f"{event.get('userAgent') or '<userAgent>'}"
    )


def severity(event):
    if event.deep_get("userIdentity", "type") == "Root":
        return "HIGH"
    return "DEFAULT"


def alert_context(event):
    return {
        "eventSource": event.get("eventSource"),
        "eventName": event.get("eventName"),
        "userIdentity.type": event.deep_get("userIdentity", "type"),
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
