USER_IDENTITY_TYPES = (
    "AssumedRole",
    "FederatedUser",
)


def rule(event):
    return (
        event.get("eventSource") == "sts.amazonaws.com"
        and event.get("eventName") == "GetFederationToken"
        and not (event.get("errorCode") or event.get("errorMessage"))
        and _actor(event) != "intranet-portal"
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
        f"{user_identity_arn} got a federation token as "
        f"{_shown(event.deep_get('requestParameters', 'name')) or '<requestParameters.name>'}"
    )


def dedup(event):
    return str(event.deep_get("userIdentity", "arn") or "<userIdentity.arn>")


def alert_context(event):
    return {
        "requestParameters.name": event.deep_get("requestParameters", "name"),
        "requestParameters.durationSeconds": event.deep_get("requestParameters", "durationSeconds"),
        "requestParameters.policy": event.deep_get("requestParameters", "policy"),
        "responseElements.federatedUser.arn": event.deep_get(
            "responseElements", "federatedUser", "arn"
        ),
        "responseElements.credentials.accessKeyId": event.deep_get(
            "responseElements", "credentials", "accessKeyId"
        ),
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


def _shown(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (str, int, float)) else ""
