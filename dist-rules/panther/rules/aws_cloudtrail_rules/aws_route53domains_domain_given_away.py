from collections.abc import Mapping, Sequence

EVENT_NAMES = (
    "transferdomaintoanotherawsaccount",
    "disabledomaintransferlock",
    "retrievedomainauthcode",
)


def rule(event):
    return (
        event.get("eventSource") == "route53domains.amazonaws.com"
        and str(event.deep_get("eventName", default="")).lower() in EVENT_NAMES
        and _outcome(event) == "success"
    )


def title(event):
    user_identity_arn = (
        event.deep_get("userIdentity", "arn")
        or event.deep_get("userIdentity", "userName")
        or event.deep_get("userIdentity", "principalId")
        or event.deep_get("userIdentity", "invokedBy")
        or "an unknown principal"
    )
    return (
        f"{user_identity_arn} called {event.get('eventName') or '<eventName>'} for "
        f"{_domain_name_name(event)}"
    )


def dedup(event):
    return _domain_name_name(event)


def severity(event):
    if str(event.deep_get("eventName", default="")).lower() == "disabledomaintransferlock":
        return "HIGH"
    return "DEFAULT"


def alert_context(event):
    return {
        "eventName": event.get("eventName"),
        "requestParameters.domainName": event.deep_get("requestParameters", "domainName"),
        "requestParameters.domainName.name": event.deep_get(
            "requestParameters", "domainName", "name"
        ),
        "requestParameters.accountId": event.deep_get("requestParameters", "accountId"),
        "responseElements.operationId": event.deep_get("responseElements", "operationId"),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.accessKeyId": event.deep_get("userIdentity", "accessKeyId"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "awsRegion": event.get("awsRegion"),
        "recipientAccountId": event.get("recipientAccountId"),
    }


def _domain_name_name(event):
    return (
        _shown(event.deep_get("requestParameters", "domainName", "name"))
        or _shown(event.deep_get("requestParameters", "domainName"))
        or "<requestParameters.domainName.name ?? requestParameters.domainName>"
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
