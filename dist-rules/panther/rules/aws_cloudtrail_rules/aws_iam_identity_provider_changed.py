EVENT_NAMES = (
    "CreateSAMLProvider",
    "UpdateSAMLProvider",
    "CreateOpenIDConnectProvider",
    "UpdateOpenIDConnectProviderThumbprint",
    "AddClientIDToOpenIDConnectProvider",
)


def rule(event):
    return (
        event.get("eventSource") == "iam.amazonaws.com"
        and event.get("eventName") in EVENT_NAMES
        and not (event.get("errorCode") or event.get("errorMessage"))
        and event.deep_get("userIdentity", "invokedBy") != "sso.amazonaws.com"
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
        f"{_provider(event)}"
    )


def dedup(event):
    return f"{_provider(event)}|{event.get('recipientAccountId') or '<recipientAccountId>'}"


def severity(event):
    if str(event.deep_get("eventName", default="")).startswith("CreateOpenIDConnectProvider"):
        return "MEDIUM"
    return "DEFAULT"


def alert_context(event):
    return {
        "eventName": event.get("eventName"),
        "requestParameters.name": event.deep_get("requestParameters", "name"),
        "requestParameters.url": event.deep_get("requestParameters", "url"),
        "requestParameters.clientIDList": event.deep_get("requestParameters", "clientIDList"),
        "responseElements.sAMLProviderArn": event.deep_get("responseElements", "sAMLProviderArn"),
        "responseElements.openIDConnectProviderArn": event.deep_get(
            "responseElements", "openIDConnectProviderArn"
        ),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.accessKeyId": event.deep_get("userIdentity", "accessKeyId"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "awsRegion": event.get("awsRegion"),
        "recipientAccountId": event.get("recipientAccountId"),
    }


def _provider(event):
    return (
        _shown(event.deep_get("requestParameters", "sAMLProviderArn"))
        or _shown(event.deep_get("requestParameters", "openIDConnectProviderArn"))
        or _shown(event.deep_get("requestParameters", "name"))
        or _shown(event.deep_get("requestParameters", "url"))
        or "<provider>"
    )


def _shown(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (str, int, float)) else ""
