def rule(event):
    return (
        event.get("eventSource") == "sts.amazonaws.com"
        and event.get("eventName") == "AssumeRole"
        and not (event.get("errorCode") or event.get("errorMessage"))
        and _equals(
            _text(event.deep_get("requestParameters", "roleArn")),
            str(
                event.deep_get("userIdentity", "sessionContext", "sessionIssuer", "arn", default="")
            ),
        )
    )


def title(event):
    user_identity_arn = (
        event.deep_get("userIdentity", "arn")
        or event.deep_get("userIdentity", "userName")
        or event.deep_get("userIdentity", "principalId")
        or event.deep_get("userIdentity", "invokedBy")
        or "an unknown principal"
    )
    return f"{user_identity_arn} assumed its own role again"


def dedup(event):
    return _shown(event.deep_get("requestParameters", "roleArn")) or "<requestParameters.roleArn>"


def alert_context(event):
    return {
        "userIdentity.arn": event.deep_get("userIdentity", "arn"),
        "userIdentity.accessKeyId": event.deep_get("userIdentity", "accessKeyId"),
        "requestParameters.roleArn": event.deep_get("requestParameters", "roleArn"),
        "requestParameters.roleSessionName": event.deep_get("requestParameters", "roleSessionName"),
        "requestParameters.durationSeconds": event.deep_get("requestParameters", "durationSeconds"),
        "responseElements.credentials.accessKeyId": event.deep_get(
            "responseElements", "credentials", "accessKeyId"
        ),
        "sourceIPAddress": event.get("sourceIPAddress"),
        "userAgent": event.get("userAgent"),
        "recipientAccountId": event.get("recipientAccountId"),
    }


def _equals(left, right):
    return right != "" and left == right


def _shown(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (str, int, float)) else ""


def _text(value):
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) and abs(value) <= 2**53 else ""
