EVENT_NAMES = (
    "PasswordRecoveryRequested",
    "PasswordRecoveryCompleted",
    "PasswordUpdated",
    "EmailUpdated",
)

EVENT_NAMES_2 = (
    "PasswordRecoveryCompleted",
    "EmailUpdated",
)


def rule(event):
    return (
        event.get("eventSource") == "signin.amazonaws.com"
        and event.get("eventName") in EVENT_NAMES
        and event.deep_get("userIdentity", "type") == "Root"
    )


def title(event):
    return (
        f"{event.get('eventName') or '<eventName>'} for root of {_account(event) or '<account>'} "
        f"from {event.get('sourceIPAddress') or '<sourceIPAddress>'}"
    )


def dedup(event):
    return _account(event) or "<account>"


def severity(event):
    if event.get("eventName") in EVENT_NAMES_2:
        return "CRITICAL"
    return "DEFAULT"


def alert_context(event):
    return {
        "eventName": event.get("eventName"),
        "outcome": _outcome(event),
        "userIdentity.type": event.deep_get("userIdentity", "type"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "awsRegion": event.get("awsRegion"),
        "recipientAccountId": event.get("recipientAccountId"),
    }


def _account(event):
    if event.deep_get("userIdentity", "accountId"):
        return str(event.deep_get("userIdentity", "accountId", default=""))
    return str(event.deep_get("recipientAccountId", default=""))


def _outcome(event):
    if event.get("errorCode") or event.get("errorMessage"):
        return "failure"
    return "success"
