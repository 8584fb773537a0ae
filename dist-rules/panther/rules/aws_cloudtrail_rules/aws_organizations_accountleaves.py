from collections.abc import Mapping, Sequence

EVENT_NAMES = (
    "LeaveOrganization",
    "RemoveAccountFromOrganization",
    "CloseAccount",
)


def rule(event):
    return (
        event.get("eventSource") == "organizations.amazonaws.com"
        and event.get("eventName") in EVENT_NAMES
    )


def title(event):
    if _outcome(event) == "failure":
        arn = (
            event.deep_get("userIdentity", "arn")
            or event.deep_get("userIdentity", "userName")
            or event.deep_get("userIdentity", "principalId")
            or event.deep_get("userIdentity", "invokedBy")
            or "an unknown principal"
        )
        account_id = (
            _shown(event.deep_get("requestParameters", "accountId"))
            or event.get("recipientAccountId")
            or "<leaving>"
        )
        return f"{arn} was refused {event.get('eventName') or '<eventName>'} for {account_id}"
    arn = (
        event.deep_get("userIdentity", "arn")
        or event.deep_get("userIdentity", "userName")
        or event.deep_get("userIdentity", "principalId")
        or event.deep_get("userIdentity", "invokedBy")
        or "an unknown principal"
    )
    account_id = (
        _shown(event.deep_get("requestParameters", "accountId"))
        or event.get("recipientAccountId")
        or "<leaving>"
    )
    return f"{arn} called {event.get('eventName') or '<eventName>'} for {account_id}"


def dedup(event):
    return str(
        _shown(event.deep_get("requestParameters", "accountId"))
        or event.get("recipientAccountId")
        or "<leaving>"
    )


def severity(event):
    if _outcome(event) == "failure":
        return "HIGH"
    return "DEFAULT"


def alert_context(event):
    return {
        "eventName": event.get("eventName"),
        "requestParameters.accountId": event.deep_get("requestParameters", "accountId"),
        "errorCode": event.get("errorCode"),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.accessKeyId": event.deep_get("userIdentity", "accessKeyId"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "recipientAccountId": event.get("recipientAccountId"),
    }


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
