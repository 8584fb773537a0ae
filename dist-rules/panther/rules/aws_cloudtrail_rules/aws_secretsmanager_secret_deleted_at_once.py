USER_IDENTITY_TYPES = (
    "IAMUser",
    "Root",
)


def rule(event):
    return (
        event.get("eventSource") == "secretsmanager.amazonaws.com"
        and event.get("eventName") == "DeleteSecret"
        and event.deep_get("requestParameters", "forceDeleteWithoutRecovery") in (True, "true")
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
    return f"{user_identity_arn} deletes secrets beyond recovery"


def dedup(event):
    return str(event.deep_get("userIdentity", "arn") or "<userIdentity.arn>")


def severity(event):
    if event.deep_get("userIdentity", "type") in USER_IDENTITY_TYPES:
        return "MEDIUM"
    return "DEFAULT"


def alert_context(event):
    return {
        "requestParameters.secretId": event.deep_get("requestParameters", "secretId"),
        "responseElements.name": event.deep_get("responseElements", "name"),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.accessKeyId": event.deep_get("userIdentity", "accessKeyId"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "awsRegion": event.get("awsRegion"),
        "recipientAccountId": event.get("recipientAccountId"),
    }
