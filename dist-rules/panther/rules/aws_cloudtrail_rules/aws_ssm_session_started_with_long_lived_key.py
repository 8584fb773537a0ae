EVENT_NAMES = (
    "StartSession",
    "ResumeSession",
)


def rule(event):
    return (
        event.get("eventSource") == "ssm.amazonaws.com"
        and event.get("eventName") in EVENT_NAMES
        and str(event.deep_get("userIdentity", "accessKeyId", default="")).startswith("AKIA")
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
    target = (
        _shown(event.deep_get("requestParameters", "target"))
        or _shown(event.deep_get("requestParameters", "sessionId"))
        or "<requestParameters.target ?? requestParameters.sessionId>"
    )
    return f"{user_identity_arn} opened a session on {target}"


def dedup(event):
    return (
        f"{event.deep_get('userIdentity', 'arn') or '<userIdentity.arn>'}|"
        f"{event.deep_get('userIdentity', 'accessKeyId') or '<userIdentity.accessKeyId>'}"
    )


def severity(event):
    if _text(event.deep_get("requestParameters", "documentName")).startswith(
        "AWS-StartPortForwarding"
    ):
        return "HIGH"
    return "DEFAULT"


def alert_context(event):
    return {
        "eventName": event.get("eventName"),
        "requestParameters.target": event.deep_get("requestParameters", "target"),
        "requestParameters.documentName": event.deep_get("requestParameters", "documentName"),
        "responseElements.sessionId": event.deep_get("responseElements", "sessionId"),
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


def _text(value):
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) and abs(value) <= 2**53 else ""
