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
    if event.get("errorCode") or event.get("errorMessage"):
        return (
            f"{_principal(event)} was refused {event.get('eventName') or '<eventName>'} for "
            f"{_leaving(event)}"
        )
    return (
        f"{_principal(event)} called {event.get('eventName') or '<eventName>'} for "
        f"{_leaving(event)}"
    )


def dedup(event):
    return _leaving(event)


def severity(event):
    if event.get("errorCode") or event.get("errorMessage"):
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


def _principal(event):
    return str(
        event.deep_get("userIdentity", "arn")
        or event.deep_get("userIdentity", "userName")
        or event.deep_get("userIdentity", "principalId")
        or event.deep_get("userIdentity", "invokedBy")
        or "an unknown principal"
    )


def _leaving(event):
    return str(
        _shown(event.deep_get("requestParameters", "accountId"))
        or event.get("recipientAccountId")
        or "<leaving>"
    )


def _shown(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (str, int, float)) else ""
