EVENT_NAMES = (
    "GetSecretValue",
    "BatchGetSecretValue",
)

USER_AGENT_PARTS = (
    "kali",
    "stratus-red-team",
)


def rule(event):
    return (
        event.get("eventSource") == "secretsmanager.amazonaws.com"
        and event.get("eventName") in EVENT_NAMES
        and event.deep_get("userIdentity", "type") == "IAMUser"
        and str(event.deep_get("userIdentity", "accessKeyId", default="")).startswith("AKIA")
        and not (event.get("errorCode") or event.get("errorMessage"))
        and event.deep_get("userIdentity", "userName") != "onprem-billing"
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
        f"{user_identity_arn} reads secrets with key "
        f"{event.deep_get('userIdentity', 'accessKeyId') or '<userIdentity.accessKeyId>'}"
    )


def dedup(event):
    return str(event.deep_get("userIdentity", "arn") or "<userIdentity.arn>")


def severity(event):
    if event.get("eventName") == "BatchGetSecretValue" or any(
        part in str(event.deep_get("userAgent", default="")).lower() for part in USER_AGENT_PARTS
    ):
        return "HIGH"
    return "DEFAULT"


def alert_context(event):
    return {
        "eventName": event.get("eventName"),
        "requestParameters.secretId": event.deep_get("requestParameters", "secretId"),
        "requestParameters.secretIdList": event.deep_get("requestParameters", "secretIdList"),
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.accessKeyId": event.deep_get("userIdentity", "accessKeyId"),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "awsRegion": event.get("awsRegion"),
        "recipientAccountId": event.get("recipientAccountId"),
    }
