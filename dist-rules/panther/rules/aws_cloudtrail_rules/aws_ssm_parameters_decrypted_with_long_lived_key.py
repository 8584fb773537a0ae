EVENT_NAMES = (
    "GetParameter",
    "GetParameters",
    "GetParametersByPath",
    "GetParameterHistory",
)

USER_IDENTITY_TYPES = (
    "AssumedRole",
    "FederatedUser",
)

EVENT_NAMES_2 = (
    "GetParametersByPath",
    "GetParameterHistory",
)


def rule(event):
    return (
        event.get("eventSource") == "ssm.amazonaws.com"
        and event.get("eventName") in EVENT_NAMES
        and event.deep_get("requestParameters", "withDecryption") in (True, "true")
        and str(event.deep_get("userIdentity", "accessKeyId", default="")).startswith("AKIA")
        and not (event.get("errorCode") or event.get("errorMessage"))
        and _actor(event) != "onprem-billing"
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
        f"{user_identity_arn} decrypts parameters with key "
        f"{event.deep_get('userIdentity', 'accessKeyId') or '<userIdentity.accessKeyId>'}"
    )


def dedup(event):
    return str(event.deep_get("userIdentity", "arn") or "<userIdentity.arn>")


def severity(event):
    if event.get("eventName") in EVENT_NAMES_2:
        return "HIGH"
    return "DEFAULT"


def alert_context(event):
    return {
        "eventName": event.get("eventName"),
        "requestParameters.name": event.deep_get("requestParameters", "name"),
        "requestParameters.names": event.deep_get("requestParameters", "names"),
        "requestParameters.path": event.deep_get("requestParameters", "path"),
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
