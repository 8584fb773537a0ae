def rule(event):
    return (
        event.get("eventSource") == "iam.amazonaws.com"
        and event.get("eventName") == "SetDefaultPolicyVersion"
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
    version_id = (
        _shown(event.deep_get("requestParameters", "versionId")) or "<requestParameters.versionId>"
    )
    policy_arn = (
        _shown(event.deep_get("requestParameters", "policyArn")) or "<requestParameters.policyArn>"
    )
    return f"{user_identity_arn} put {version_id} of {policy_arn} in force"


def dedup(event):
    return (
        _shown(event.deep_get("requestParameters", "policyArn")) or "<requestParameters.policyArn>"
    )


def alert_context(event):
    return {
        "requestParameters.policyArn": event.deep_get("requestParameters", "policyArn"),
        "requestParameters.versionId": event.deep_get("requestParameters", "versionId"),
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
