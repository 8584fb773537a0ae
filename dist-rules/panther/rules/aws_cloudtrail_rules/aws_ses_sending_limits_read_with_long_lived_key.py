EVENT_NAMES = (
    "GetSendQuota",
    "GetAccount",
    "GetAccountSendingEnabled",
    "ListIdentities",
    "ListEmailIdentities",
)

USER_IDENTITY_TYPES = (
    "AssumedRole",
    "FederatedUser",
)

USER_AGENT_PARTS = (
    "kali",
    "stratus-red-team",
    "trufflehog",
)


def rule(event):
    return (
        event.get("eventSource") == "ses.amazonaws.com"
        and event.get("eventName") in EVENT_NAMES
        and str(event.deep_get("userIdentity", "accessKeyId", default="")).startswith("AKIA")
        and _actor(event) != "newsletter"
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
        f"{user_identity_arn} asks what the account may send ("
        f"{event.get('eventName') or '<eventName>'})"
    )


def dedup(event):
    return (
        f"{event.deep_get('userIdentity', 'arn') or '<userIdentity.arn>'}|"
        f"{event.deep_get('userIdentity', 'accessKeyId') or '<userIdentity.accessKeyId>'}"
    )


def severity(event):
    if any(
        part in str(event.deep_get("userAgent", default="")).lower() for part in USER_AGENT_PARTS
    ):
        return "HIGH"
    return "DEFAULT"


def alert_context(event):
    return {
        "eventName": event.get("eventName"),
        "errorCode": event.get("errorCode"),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.accessKeyId": event.deep_get("userIdentity", "accessKeyId"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "awsRegion": event.get("awsRegion"),
        "recipientAccountId": event.get("recipientAccountId"),
    }


def _actor(event):
    if event.deep_get("userIdentity", "type") in USER_IDENTITY_TYPES and event.deep_get(
        "userIdentity", "sessionContext", "sessionIssuer", "userName"
    ):
        return str(
            event.deep_get(
                "userIdentity", "sessionContext", "sessionIssuer", "userName", default=""
            )
        )
    return str(event.deep_get("userIdentity", "userName", default=""))
