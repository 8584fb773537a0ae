from fnmatch import fnmatchcase

ERROR_CODE_PATTERNS = (
    "AccessDenied*",
    "*UnauthorizedOperation",
)


def rule(event):
    return (
        event.get("eventSource") == "ec2.amazonaws.com"
        and event.get("eventName") == "DescribeInstanceAttribute"
        and event.deep_get("requestParameters", "attribute") == "userData"
        and any(
            fnmatchcase(str(event.deep_get("errorCode", default="")), pattern)
            for pattern in ERROR_CODE_PATTERNS
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
    instance_id = (
        _shown(event.deep_get("requestParameters", "instanceId"))
        or "<requestParameters.instanceId>"
    )
    return f"{user_identity_arn} was refused the start script of {instance_id}"


def dedup(event):
    return str(event.deep_get("userIdentity", "arn") or "<userIdentity.arn>")


def alert_context(event):
    return {
        "requestParameters.instanceId": event.deep_get("requestParameters", "instanceId"),
        "errorCode": event.get("errorCode"),
        "errorMessage": event.get("errorMessage"),
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
