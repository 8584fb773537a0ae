USER_AGENT_PREFIXES = (
    "Jersey/",
    "Mozilla/",
)


def rule(event):
    return (
        event.get("eventSource") == "signin.amazonaws.com"
        and event.get("eventName") == "GetSigninToken"
        and not (event.get("errorCode") or event.get("errorMessage"))
        and not str(event.deep_get("userAgent", default="")).startswith(USER_AGENT_PREFIXES)
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
        f"{user_identity_arn} made a console session with {event.get('userAgent') or '<userAgent>'}"
    )


def dedup(event):
    return str(event.deep_get("userIdentity", "arn") or "<userIdentity.arn>")


def alert_context(event):
    return {
        "userIdentity.type": event.deep_get("userIdentity", "type"),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.accessKeyId": event.deep_get("userIdentity", "accessKeyId"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "awsRegion": event.get("awsRegion"),
        "recipientAccountId": event.get("recipientAccountId"),
    }
