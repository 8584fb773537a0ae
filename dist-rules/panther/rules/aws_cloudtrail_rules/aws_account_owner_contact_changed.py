from collections.abc import Mapping, Sequence

EVENT_NAMES = (
    "StartPrimaryEmailUpdate",
    "AcceptPrimaryEmailUpdate",
)

EVENT_NAMES_2 = (
    "PutAlternateContact",
    "DeleteAlternateContact",
)


def rule(event):
    return (
        event.get("eventSource") == "account.amazonaws.com"
        and _outcome(event) == "success"
        and (
            event.get("eventName") in EVENT_NAMES
            or event.get("eventName") in EVENT_NAMES_2
            and event.deep_get("requestParameters", "alternateContactType") == "SECURITY"
        )
    )


def title(event):
    if event.get("eventName") in EVENT_NAMES_2:
        return f"{_principal(event)} changed the security contact of {_account_id(event)}"
    return (
        f"{_principal(event)} changes the root address of {_account_id(event)} ("
        f"{event.get('eventName') or '<eventName>'})"
    )


def dedup(event):
    return _account_id(event)


def severity(event):
    if event.get("eventName") in EVENT_NAMES_2:
        return "MEDIUM"
    return "DEFAULT"


def alert_context(event):
    return {
        "eventName": event.get("eventName"),
        "requestParameters.accountId": event.deep_get("requestParameters", "accountId"),
        "requestParameters.alternateContactType": event.deep_get(
            "requestParameters", "alternateContactType"
        ),
        "requestParameters.emailAddress": event.deep_get("requestParameters", "emailAddress"),
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


def _account_id(event):
    return str(
        _shown(event.deep_get("requestParameters", "accountId"))
        or event.get("recipientAccountId")
        or "<requestParameters.accountId ?? recipientAccountId>"
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
