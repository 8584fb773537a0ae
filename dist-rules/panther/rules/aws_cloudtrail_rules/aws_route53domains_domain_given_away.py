EVENT_NAMES = (
    "TransferDomainToAnotherAwsAccount",
    "DisableDomainTransferLock",
    "RetrieveDomainAuthCode",
)


def rule(event):
    return (
        event.get("eventSource") == "route53domains.amazonaws.com"
        and event.get("eventName") in EVENT_NAMES
        and not (event.get("errorCode") or event.get("errorMessage"))
    )


def title(event):
    user_identity_arn = (
        event.deep_get("userIdentity", "arn")
        or event.deep_get("userIdentity", "userName")
        or event.deep_get("userIdentity", "principalId")
        or event.deep_get("userIdentity", "invokedBy")
        or "an unknown principal"
    )
    domain_name = (
        _shown(event.deep_get("requestParameters", "domainName"))
        or "<requestParameters.domainName>"
    )
    return f"{user_identity_arn} called {event.get('eventName') or '<eventName>'} for {domain_name}"


def dedup(event):
    return (
        _shown(event.deep_get("requestParameters", "domainName"))
        or "<requestParameters.domainName>"
    )


def severity(event):
    if event.get("eventName") == "DisableDomainTransferLock":
        return "HIGH"
    return "DEFAULT"


def alert_context(event):
    return {
        "eventName": event.get("eventName"),
        "requestParameters.domainName": event.deep_get("requestParameters", "domainName"),
        "requestParameters.accountId": event.deep_get("requestParameters", "accountId"),
        "responseElements.operationId": event.deep_get("responseElements", "operationId"),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.accessKeyId": event.deep_get("userIdentity", "accessKeyId"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "awsRegion": event.get("awsRegion"),
        "recipientAccountId": event.get("recipientAccountId"),
    }


def _shown(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (str, int, float)) else ""
