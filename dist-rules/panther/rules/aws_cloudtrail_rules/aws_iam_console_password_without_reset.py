EVENT_NAMES = (
    "CreateLoginProfile",
    "UpdateLoginProfile",
)


def rule(event):
    return (
        event.get("eventSource") == "iam.amazonaws.com"
        and event.get("eventName") in EVENT_NAMES
        and not (event.get("errorCode") or event.get("errorMessage"))
        and event.deep_get("requestParameters", "passwordResetRequired") not in (True, "true")
    )


def title(event):
    user_identity_arn = (
        event.deep_get("userIdentity", "arn")
        or event.deep_get("userIdentity", "userName")
        or event.deep_get("userIdentity", "principalId")
        or event.deep_get("userIdentity", "invokedBy")
        or "an unknown principal"
    )
    user_name = (
        _shown(event.deep_get("requestParameters", "userName")) or "<requestParameters.userName>"
    )
    return f"{user_identity_arn} set a lasting console password for {user_name}"


def dedup(event):
    user_name = (
        _shown(event.deep_get("requestParameters", "userName")) or "<requestParameters.userName>"
    )
    return f"{user_name}|{event.get('recipientAccountId') or '<recipientAccountId>'}"


def alert_context(event):
    return {
        "eventName": event.get("eventName"),
        "requestParameters.userName": event.deep_get("requestParameters", "userName"),
        "requestParameters.passwordResetRequired": event.deep_get(
            "requestParameters", "passwordResetRequired"
        ),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.accessKeyId": event.deep_get("userIdentity", "accessKeyId"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "recipientAccountId": event.get("recipientAccountId"),
    }


def _shown(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (str, int, float)) else ""
